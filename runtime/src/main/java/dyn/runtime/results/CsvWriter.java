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
public final class CsvWriter implements AutoCloseable {
  private static final String END_OF_LINE = "\r\n";

  private final AtomicFile file;
  private final Writer out;
  private final int width;

  private CsvWriter(AtomicFile file, int width) {
    this.file = file;
    this.out = new BufferedWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8), 1 << 16);
    this.width = width;
  }

  public static CsvWriter open(Path path, List<String> header) throws IOException {
    CsvWriter writer = new CsvWriter(AtomicFile.create(path), header.size());
    for (int i = 0; i < header.size(); i++) {
      writer.separate(i);
      writer.out.write(quoted(header.get(i)));
    }
    writer.out.write(END_OF_LINE);
    return writer;
  }

  public static void write(Table table, Path path) throws IOException {
    try (CsvWriter writer = open(path, header(List.of(Column.heading(table.timeLabel(), table.timeUnit())), table.columns()))) {
      for (int t = 0; t < table.times().length; t++) {
        writer.number(0, table.times()[t]);
        writer.values(1, table.columns(), t);
      }
      writer.commit();
    }
  }

  /** Long layout: {@code time, member, ...}, all members of one record time together. */
  public static void write(MemberTable table, Path path) throws IOException {
    try (CsvWriter writer = open(path, header(List.of(Column.heading("time", table.timeUnit()), "member"), table.columns()))) {
      for (int t = 0; t < table.times().length; t++) {
        for (int m = 0; m < table.members(); m++) {
          writer.number(0, table.times()[t]);
          writer.separate(1);
          writer.out.write(Integer.toString(table.firstMember() + m));
          writer.values(2, table.columns(), t * table.members() + m);
        }
      }
      writer.commit();
    }
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
