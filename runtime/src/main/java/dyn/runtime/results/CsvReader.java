package dyn.runtime.results;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads columns of numbers by their header name. A header {@code v [mV]} is the column {@code v} with its unit. */
public final class CsvReader {
  private CsvReader() {}

  /** The columns named, in that order. Only these need be numbers. */
  public static CsvResult columns(Path path, List<String> names) {
    return read(path, names, false);
  }

  /** Every column of the file, in file order. */
  public static CsvResult all(Path path) {
    return read(path, List.of(), true);
  }

  private static CsvResult read(Path path, List<String> names, boolean all) {
    String file = path.getFileName().toString();
    try (Reader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8), 1 << 16)) {
      return parse(file, reader, names, all);
    } catch (NoSuchFileException e) {
      return new CsvResult.Fault(file, 0, 0, "", "there is no such file");
    } catch (IOException e) {
      return new CsvResult.Fault(file, 0, 0, "", "cannot be read: " + e.getMessage());
    }
  }

  static CsvResult parse(String file, Reader reader, List<String> names, boolean all) throws IOException {
    CsvRecords records = new CsvRecords(reader);
    List<String> header = records.next().stream().map(String::strip).toList();
    if (!records.fault().isEmpty()) {
      return new CsvResult.Fault(file, records.start(), header.size(), "", records.fault());
    }
    if (header.isEmpty()) {
      return new CsvResult.Fault(file, 1, 0, "", "the file is empty: a header row with column names is needed");
    }
    int headerRow = records.start();
    List<Numbers> wanted = new ArrayList<>();
    List<String> bare = header.stream().map(CsvReader::withoutUnit).toList();
    for (String name : all ? header : names) {
      List<String> known = header.contains(name) ? header : bare;
      int field = known.indexOf(name);
      if (field < 0) {
        String there = header.stream().map(h -> "`" + h + "`").collect(Collectors.joining(", "));
        return new CsvResult.Fault(file, headerRow, 0, name, "there is no column `" + name + "`; the columns are " + there);
      }
      if (known.lastIndexOf(name) != field) {
        return new CsvResult.Fault(file, headerRow, known.lastIndexOf(name) + 1, name, "the column appears twice");
      }
      wanted.add(new Numbers(bare.get(field), unit(header.get(field)), field));
    }
    return rows(file, records, header, wanted);
  }

  /** Where the unit of a heading begins, or -1: {@code v [mV]}, but not {@code v [0]}. */
  private static int unitAt(String heading) {
    int open = heading.lastIndexOf(" [");
    boolean unit = open > 0 && heading.endsWith("]") && heading.substring(open).chars().anyMatch(Character::isLetter);
    return unit ? open : -1;
  }

  private static String withoutUnit(String heading) {
    int at = unitAt(heading);
    return at < 0 ? heading : heading.substring(0, at).strip();
  }

  private static String unit(String heading) {
    int at = unitAt(heading);
    return at < 0 ? "" : heading.substring(at + 2, heading.length() - 1).strip();
  }

  private static CsvResult rows(String file, CsvRecords records, List<String> header, List<Numbers> wanted) throws IOException {
    for (List<String> row = records.next(); !row.isEmpty(); row = records.next()) {
      int line = records.start();
      if (!records.fault().isEmpty()) {
        String column = row.size() <= header.size() ? header.get(row.size() - 1) : "";
        return new CsvResult.Fault(file, line, row.size(), column, records.fault());
      }
      if (row.size() != header.size()) {
        return new CsvResult.Fault(file, line, 0, "", "this row has " + row.size() + " fields, the header has " + header.size());
      }
      for (Numbers numbers : wanted) {
        String text = row.get(numbers.field).strip();
        if (!isNumber(text)) {
          return new CsvResult.Fault(file, line, numbers.field + 1, numbers.name, "`" + text + "` is not a number");
        }
        numbers.add(value(text));
      }
    }
    return new CsvResult.Data(wanted.stream().map(Numbers::column).toList());
  }

  /** Decimal numbers, nan, inf, infinity; not the hexadecimal and suffixed forms that only Java reads. */
  private static boolean isNumber(String text) {
    if (text.isEmpty() || isWord(text)) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isWord(String text) {
    return switch (unsigned(text)) {
      case "nan", "inf", "infinity" -> true;
      default -> false;
    };
  }

  private static String unsigned(String text) {
    String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return bare.toLowerCase(Locale.ROOT);
  }

  private static double value(String text) {
    if (text.isEmpty() || unsigned(text).equals("nan")) {
      return Double.NaN;
    }
    if (isWord(text)) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  /** A column while it is read. */
  private static final class Numbers {
    private final String name;
    private final String unit;
    private final int field;
    private double[] values = new double[256];
    private int count;

    Numbers(String name, String unit, int field) {
      this.name = name;
      this.unit = unit;
      this.field = field;
    }

    void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    Column column() {
      return new Column(name, unit, Arrays.copyOf(values, count));
    }
  }
}
