package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an npy array, versions 1 to 3: a Python literal with exactly the three keys that NumPy writes.
 *
 * @param fields of an element: one without a name, or those of a structured array
 */
record NpyHeader(List<Field> fields, boolean fortran, long[] shape) {
  /** @param kind f, i, u or b */
  record Field(String name, ByteOrder order, char kind, int bytes) {}

  private static final int LONGEST = 1 << 16;
  private static final String TYPE = "'([<>|=]?)([fiub])(\\d{1,2})'";
  private static final Pattern SIMPLE = Pattern.compile("'descr': ?" + TYPE + ",");
  private static final Pattern FIELD = Pattern.compile("\\('([^'\\\\]{1,200})', ?" + TYPE + "\\)");
  private static final Pattern STRUCTURED = Pattern.compile("'descr': ?\\[([^\\]]*+)],");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': ?(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': ?\\(((?:\\d{1,18}, ?)*+(?:\\d{1,18})?+)\\)");

  static NpyHeader read(InputStream in, String file) throws IOException, DataFault {
    byte[] start = in.readNBytes(8);
    int version = start.length < 8 ? 0 : start[6];
    if (version < 1 || version > 3 || start[7] != 0) throw broken(file, "it is cut off, or of an unknown version");
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) length = length << 8 | size[i] & 0xff;
    if (size.length < (version == 1 ? 2 : 4) || length > LONGEST) throw broken(file, "its header is cut off or too long");
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) throw broken(file, "its header is cut off");
    return parse(new String(bytes, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), file);
  }

  private static NpyHeader parse(String text, String file) throws DataFault {
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!order.find() || !shape.find()) throw broken(file, "its header names no shape or no order");
    long[] sizes = Arrays.stream(shape.group(1).split(",")).map(String::strip).filter(s -> !s.isEmpty()).mapToLong(Long::parseLong)
        .toArray();
    NpyHeader header = new NpyHeader(fields(text, file), order.group(1).equals("True"), sizes);
    header.requireSize(file);
    return header;
  }

  private static List<Field> fields(String text, String file) throws DataFault {
    Matcher simple = SIMPLE.matcher(text);
    Matcher structured = STRUCTURED.matcher(text);
    List<Field> fields = new ArrayList<>();
    if (simple.find()) {
      fields.add(field("", simple, 1));
    } else if (structured.find()) {
      Matcher each = FIELD.matcher(structured.group(1));
      int end = 0;
      while (each.find()) {
        if (!structured.group(1).substring(end, each.start()).matches("[, ]*")) break;
        fields.add(field(each.group(1), each, 2));
        end = each.end();
      }
      if (!structured.group(1).substring(end).matches("[, ]*")) fields.clear();
    }
    boolean known = !fields.isEmpty() && fields.stream().allMatch(NpyHeader::isKnown);
    if (!known) {
      Matcher type = Pattern.compile("'descr': ?(.{0,60})").matcher(text);
      throw new DataFault(Code.E0828, "`" + file + "` holds elements of the type " + (type.find() ? Shown.text(type.group(1)) : "?"),
          "real numbers, integers and truth values are read: `a.astype('f8')`");
    }
    return fields;
  }

  private static Field field(String name, Matcher m, int group) {
    ByteOrder order = m.group(group).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new Field(name, order, m.group(group + 1).charAt(0), Integer.parseInt(m.group(group + 2)));
  }

  private static boolean isKnown(Field f) {
    return switch (f.kind) {
      case 'f' -> f.bytes == 4 || f.bytes == 8;
      case 'b' -> f.bytes == 1;
      default -> f.bytes == 1 || f.bytes == 2 || f.bytes == 4 || f.bytes == 8;
    };
  }

  private void requireSize(String file) throws DataFault {
    if (shape.length > 0 && shape[0] > Sizes.ROWS) throw Sizes.tooLong(file);
    long bytes = elementBytes();
    for (long n : shape) {
      if (n != 0 && bytes > Sizes.UNPACKED / n) {
        throw new DataFault(Code.E0826, "`" + file + "` holds an array of the shape " + Arrays.toString(shape) + ", which is too large",
            "at most " + (Sizes.UNPACKED >> 30) + " GiB are read");
      }
      bytes *= Math.max(1, n);
    }
  }

  int elementBytes() {
    return fields.stream().mapToInt(Field::bytes).sum();
  }

  /** Position of a field in an element. */
  int offset(Field field) {
    int offset = 0;
    for (Field f : fields) {
      if (f.equals(field)) return offset;
      offset += f.bytes;
    }
    throw new IllegalArgumentException("no field " + field);
  }

  Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name.equals(name)).findFirst();
  }

  static DataFault broken(String file, String why) {
    return new DataFault(Code.E0827, "`" + file + "` is no whole npy array: " + why, "write it again, with `numpy.save` or `numpy.savez`");
  }
}
