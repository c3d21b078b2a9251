package dyn.compiler;

import dyn.runtime.results.RecordSink;
import java.io.IOException;
import java.util.List;

/** Takes the records of a run in order of time, in one or many parts. */
public interface RecordConsumer {
  RecordConsumer NONE = _ -> {};

  void take(Records records) throws IOException;

  /** Makes durable what was taken. */
  default List<RecordSink.Mark> marks() throws IOException {
    return List.of();
  }
}
