package dyn.runtime.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dyn.ir.diagnostics.Code;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text: rows of fields between commas, semicolons or tabs, whichever the first row has most of. UTF-8 with or without a mark; LF, CR or
 * CRLF; quoted fields; empty rows and rows that begin with # are skipped. A first row of numbers only is data, and columns have numbers.
 */
final class CsvFile {
  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final int SAMPLE = 1 << 16;
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d++(\\.\\d*+)?+|\\.\\d++)([eE][+-]?\\d++)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*+,\\d++([eE][+-]?\\d++)?");
  private static final Pattern MISSING = Pattern.compile("|[+-]?nan|na|n/a|null|none|-", Pattern.CASE_INSENSITIVE);
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

  private final String file;
  private final char separator;
  private long row;

  private CsvFile(String file, char separator) {
    this.file = file;
    this.separator = separator;
  }

  static DataResult read(InputStream in, String file, Optional<String> time, String column) throws IOException, DataFault {
    return open(in, file, (csv, reader) -> csv.read(reader, time, column));
  }

  /** Whole columns, by their headings; the first two where there are none. */
  static double[][] columns(InputStream in, String file, List<String> names) throws IOException, DataFault {
    return open(in, file, (csv, reader) -> csv.columns(reader, names));
  }

  /** What is done with an open text. */
  @FunctionalInterface
  private interface Work<T> {
    T of(CsvFile csv, Reader reader) throws DataFault;
  }

  private static <T> T open(InputStream in, String file, Work<T> work) throws IOException, DataFault {
    Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)));
    CsvFile csv = null;
    try {
      reader.mark(1);
      if (reader.read() != '\uFEFF') reader.reset();
      csv = new CsvFile(file, separator(reader));
      return work.of(csv, reader);
    } catch (CharacterCodingException e) {
      throw encoding(file, csv == null ? 0 : csv.row);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) throw encoding(file, csv.row);
      throw e.getCause();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof CharacterCodingException) throw encoding(file, csv.row);
      throw new DataFault(Code.E0823, "`" + file + "`, after row " + csv.row + ": the quotes of a field do not match, or it has no end",
          "a quoted field ends with a quote before the next separator; a quote inside is written twice");
    }
  }

  private static DataFault encoding(String file, long row) {
    return new DataFault(Code.E0822, "`" + file + "` is not UTF-8 text" + (row > 0 ? " after row " + row : ""),
        "save it as UTF-8; UTF-16 and Latin-1 are not read");
  }

  /** Counted in the first row that is neither empty nor a comment, outside of quotes. */
  private static char separator(Reader reader) throws IOException {
    reader.mark(SAMPLE);
    int[] counts = new int[SEPARATORS.length];
    boolean quoted = false;
    boolean comment = false;
    boolean empty = true;
    for (int i = 0; i < SAMPLE - 1; i++) {
      int c = reader.read();
      if (c < 0) break;
      if ((c == '\n' || c == '\r') && !quoted) {
        if (!empty && !comment) break;
        empty = true;
        comment = false;
        continue;
      }
      if (empty && c == '#') comment = true;
      empty = false;
      if (c == '"') quoted = !quoted;
      for (int k = 0; k < counts.length; k++) if (c == SEPARATORS[k] && !quoted && !comment) counts[k]++;
    }
    reader.reset();
    int most = 0;
    for (int k = 1; k < counts.length; k++) if (counts[k] > counts[most]) most = k;
    return SEPARATORS[most];
  }

  /** A text as far as its header. */
  private record Open(Iterator<CsvRecord> records, CsvRecord first, int fields, boolean headed, Columns columns) {}

  private Open header(Reader reader) throws DataFault {
    Iterator<CsvRecord> records = CsvReader.builder().fieldSeparator(separator).commentStrategy(CommentStrategy.SKIP)
        .skipEmptyLines(true).allowExtraFields(true).allowMissingFields(true).trimWhitespacesAroundQuotes(true)
        .allowExtraCharsAfterClosingQuote(false).maxBufferSize(Sizes.FIELD).ofCsvRecord(reader).iterator();
    CsvRecord first = next(records);
    if (first == null) throw new DataFault(Code.E0801, "`" + file + "` is empty", "the first row names the columns");
    List<String> fields = first.getFields().stream().map(String::strip).toList();
    boolean headed = !fields.stream().allMatch(f -> isNumber(f) || MISSING.matcher(f).matches());
    Columns columns = new Columns(file, headed ? fields : IntStream.rangeClosed(1, fields.size()).mapToObj(Integer::toString).toList());
    return new Open(records, first, fields.size(), headed, columns);
  }

  private DataResult read(Reader reader, Optional<String> time, String column) throws DataFault {
    Open o = header(reader);
    int timeAt = time.isPresent() ? o.columns().find(time.get()) : 0;
    int valueAt = o.columns().find(column);
    Series series = new Series(file);
    for (CsvRecord record = o.headed() ? next(o.records()) : o.first(); record != null; record = next(o.records())) {
      if (record.getFieldCount() != o.fields()) throw fieldCount(record, o.fields(), o.headed());
      series.add(row, number(record, timeAt, o.columns()), number(record, valueAt, o.columns()));
    }
    return series.data();
  }

  private double[][] columns(Reader reader, List<String> names) throws DataFault {
    Open o = header(reader);
    if (o.fields() < 2) throw new DataFault(Code.E0802, "`" + file + "` has one column", "an edge has two ends: two columns of numbers");
    int[] at = new int[Math.max(2, names.size())];
    for (int k = 0; k < at.length; k++) at[k] = names.isEmpty() ? k : o.columns().find(names.get(k));
    double[][] all = new double[at.length][256];
    int count = 0;
    for (CsvRecord record = o.headed() ? next(o.records()) : o.first(); record != null; record = next(o.records())) {
      if (record.getFieldCount() != o.fields()) throw fieldCount(record, o.fields(), o.headed());
      if (count == Sizes.ROWS) throw Sizes.tooLong(file);
      for (int k = 0; k < at.length; k++) {
        if (count == all[k].length) all[k] = Arrays.copyOf(all[k], Math.min(2 * count, Sizes.ROWS));
        all[k][count] = number(record, at[k], o.columns());
      }
      count++;
    }
    for (int k = 0; k < at.length; k++) all[k] = Arrays.copyOf(all[k], count);
    return all;
  }

  /** Null at the end. Rows of white space only are empty. */
  private CsvRecord next(Iterator<CsvRecord> records) {
    while (records.hasNext()) {
      CsvRecord record = records.next();
      row = record.getStartingLineNumber();
      if (record.getFieldCount() > 1 || !record.getField(0).isBlank()) return record;
    }
    return null;
  }

  private DataFault fieldCount(CsvRecord record, int wanted, boolean headed) {
    String than = headed ? "the header has " + wanted : "the first row has " + wanted;
    String help = separator == ',' && record.getFieldCount() > wanted
        ? "fields are separated by commas: put a text with commas into quotes, and write decimals with a point"
        : "fields are separated by " + (separator == '\t' ? "tabs" : "`" + separator + "`") + "; give every row as many as the first";
    return new DataFault(Code.E0820, "`" + file + "`, row " + row + " has " + record.getFieldCount() + " fields, " + than, help);
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() || INFINITE.matcher(text).matches();
  }

  private double number(CsvRecord record, int at, Columns columns) throws DataFault {
    String text = record.getField(at).strip();
    String where = "column " + (at + 1) + " (`" + Shown.text(columns.headings().get(at)) + "`)";
    if (NUMBER.matcher(text).matches()) return Double.parseDouble(text);
    if (INFINITE.matcher(text).matches()) return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    if (MISSING.matcher(text).matches()) throw Series.missing(file, row, where);
    if (DECIMAL_COMMA.matcher(text).matches()) {
      throw new DataFault(Code.E0824, "`" + file + "`, row " + row + ", " + where + ": `" + Shown.text(text) + "` has a decimal comma",
          "write decimals with a point");
    }
    throw new DataFault(Code.E0803, "`" + file + "`, row " + row + ", " + where + ": `" + Shown.text(text) + "` is not a number",
        "write a decimal number such as `1.5` or `2e-3`");
  }
}
