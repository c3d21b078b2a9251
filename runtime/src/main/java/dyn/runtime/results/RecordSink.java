package dyn.runtime.results;

import java.io.IOException;

/**
 * A file that takes the records of a run block by block, in order of time; all blocks have the same columns. It appears under its name
 * when it is committed; closed without that, it leaves nothing behind unless a mark was taken.
 */
public interface RecordSink extends AutoCloseable {
  /**
   * Up to where a file was safe on the disk. Whoever goes on from there drops what comes after.
   *
   * @param file its final name in the folder of the results
   * @param part name under which it is written until then
   * @param position in a unit of the file's format: bytes, records
   */
  record Mark(String file, String part, long position) {}

  void append(RecordTable block) throws IOException;

  /** Makes durable what was appended. From now on the file stays, whole or not. */
  Mark mark() throws IOException;

  /** What made the records, for formats that keep it with them. */
  default void describe(Manifest manifest) {}

  void commit() throws IOException;

  @Override
  void close() throws IOException;
}
