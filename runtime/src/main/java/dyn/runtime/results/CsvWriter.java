package dyn.runtime.results;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes CSV (RFC 4180, UTF-8) row by row. Numbers are the shortest decimal text that reads back to the same bits; NaN is an
 * empty field. The file appears under its name only after {@link #commit()}.
 */
public final class CsvWriter implements RecordSink {
  private static final String END_OF_LINE = "\r\n";

  private final AtomicFile file;
  private final Writer out;
  private final String name;
  private int width;

  private CsvWriter(AtomicFile file, Path path, int width) {
    this.file = file;
    this.out = new BufferedWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8), 1 << 16);
    this.name = path.getFileName().toString();
    this.width = width;
  }

  /** A file whose header follows from its first block. */
  public static CsvWriter create(Path path) throws IOException {
    return new CsvWriter(AtomicFile.create(path), path, 0);
  }

  /** Goes on behind a mark. */
  public static CsvWriter resume(Path folder, Mark mark) throws IOException {
    Path path = folder.resolve(mark.file());
    return new CsvWriter(AtomicFile.resume(path, mark.part(), mark.position()), path, -1);
  }

  public static CsvWriter open(Path path, List<String> header) throws IOException {
    CsvWriter writer = create(path);
    writer.header(header);
    return writer;
  }

  public static void write(RecordTable table, Path path) throws IOException {
    try (CsvWriter writer = create(path)) {
      writer.append(table);
      writer.commit();
    }
  }

  private void header(List<String> header) throws IOException {
    width = header.size();
    for (int i = 0; i < header.size(); i++) {
      separate(i);
      out.write(quoted(header.get(i)));
    }
    out.write(END_OF_LINE);
  }

  @Override
  public void append(RecordTable block) throws IOException {
    List<String> header = switch (block) {
      case Table t -> header(List.of(Column.heading(t.timeLabel(), t.timeUnit())), t.columns());
      case MemberTable m -> header(List.of(Column.heading("time", m.timeUnit()), "member"), m.columns());
    };
    if (width == 0) header(header);
    width = header.size();
    switch (block) {
      case Table t -> rows(t);
      case MemberTable m -> rows(m);
    }
  }

  private void rows(Table table) throws IOException {
    for (int t = 0; t < table.times().length; t++) {
      number(0, table.times()[t]);
      values(1, table.columns(), t);
    }
  }

  /** Long layout: {@code time, member, ...}, all members of one record time together. */
  private void rows(MemberTable table) throws IOException {
    for (int t = 0; t < table.times().length; t++) {
      for (int m = 0; m < table.members(); m++) {
        number(0, table.times()[t]);
        separate(1);
        out.write(Integer.toString(table.firstMember() + m));
        values(2, table.columns(), t * table.members() + m);
      }
    }
  }

  @Override
  public Mark mark() throws IOException {
    out.flush();
    return new Mark(name, file.partName(), file.flush());
  }

  public void row(double... values) throws IOException {
    requireWidth(values.length);
    for (int i = 0; i < values.length; i++) {
      number(i, values[i]);
    }
    out.write(END_OF_LINE);
  }

  /** A row of the long layout. */
  public void memberRow(double time, long member, double... values) throws IOException {
    requireWidth(values.length + 2);
    number(0, time);
    separate(1);
    out.write(Long.toString(member));
    for (int i = 0; i < values.length; i++) {
      number(i + 2, values[i]);
    }
    out.write(END_OF_LINE);
  }

  @Override
  public void commit() throws IOException {
    out.flush();
    file.commit();
  }

  /** Without a commit before it, the file is discarded. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private void values(int from, List<Column> columns, int index) throws IOException {
    for (int c = 0; c < columns.size(); c++) {
      number(from + c, columns.get(c).values()[index]);
    }
    out.write(END_OF_LINE);
  }

  private void number(int position, double value) throws IOException {
    separate(position);
    if (!Double.isNaN(value)) {
      out.write(Double.toString(value));
    } else if (width == 1) {
      out.write("\"\""); // a bare empty field would be a blank line, which readers skip
    }
  }

  private void separate(int position) throws IOException {
    if (position > 0) {
      out.write(',');
    }
  }

  private void requireWidth(int given) {
    if (given != width) {
      throw new IllegalArgumentException(given + " fields for " + width + " columns");
    }
  }

  private static List<String> header(List<String> first, List<Column> columns) {
    return Stream.concat(first.stream(), columns.stream().map(Column::heading)).toList();
  }

  static String quoted(String field) {
    boolean plain = !field.isEmpty() && field.equals(field.strip())
        && field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
