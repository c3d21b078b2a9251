package dyn.runtime.model;

import dyn.backend.Description;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Descriptions as bytes: each value after a letter that says what it is, records by the names of their classes. */
public final class Values {
  private Values() {}

  static Description read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the jar has no " + name + " beside " + beside.getName());
      return (Description) read(new DataInputStream(new BufferedInputStream(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is not of this version", e);
    }
  }

  public static void write(Object value, DataOutputStream out) throws IOException {
    switch (value) {
      case String s -> text('s', s, out);
      case Long n -> tagged('n', out).writeLong(n);
      case Integer i -> tagged('i', out).writeInt(i);
      case Double d -> tagged('d', out).writeDouble(d);
      case double[] array -> {
        tagged('D', out).writeInt(array.length);
        for (double d : array) out.writeDouble(d);
      }
      case long[] array -> {
        tagged('N', out).writeInt(array.length);
        for (long n : array) out.writeLong(n);
      }
      case Enum<?> e -> {
        text('e', e.getDeclaringClass().getName(), out);
        out.writeUTF(e.name());
      }
      case List<?> list -> {
        tagged('l', out).writeInt(list.size());
        for (Object o : list) write(o, out);
      }
      case Map<?, ?> map -> {
        tagged('m', out).writeInt(map.size());
        for (Map.Entry<?, ?> e : map.entrySet()) {
          write(e.getKey(), out);
          write(e.getValue(), out);
        }
      }
      case Record r -> {
        text('r', r.getClass().getName(), out);
        for (RecordComponent c : r.getClass().getRecordComponents()) write(component(c, r), out);
      }
      default -> throw new IllegalArgumentException("no form for " + value.getClass());
    }
  }

  private static Object component(RecordComponent c, Object of) {
    try {
      return c.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataOutputStream tagged(char tag, DataOutputStream out) throws IOException {
    out.writeByte(tag);
    return out;
  }

  private static void text(char tag, String text, DataOutputStream out) throws IOException {
    tagged(tag, out).writeUTF(text);
  }

  private static Object read(DataInputStream in) throws IOException, ReflectiveOperationException {
    char tag = (char) in.readByte();
    return switch (tag) {
      case 's' -> in.readUTF();
      case 'n' -> in.readLong();
      case 'i' -> in.readInt();
      case 'd' -> in.readDouble();
      case 'D' -> {
        double[] array = new double[in.readInt()];
        for (int i = 0; i < array.length; i++) array[i] = in.readDouble();
        yield array;
      }
      case 'N' -> {
        long[] array = new long[in.readInt()];
        for (int i = 0; i < array.length; i++) array[i] = in.readLong();
        yield array;
      }
      case 'e' -> Class.forName(in.readUTF()).getField(in.readUTF()).get(null);
      case 'l' -> list(in);
      case 'm' -> map(in);
      case 'r' -> record(in);
      default -> throw new IOException("no value begins with " + (int) tag);
    };
  }

  private static List<Object> list(DataInputStream in) throws IOException, ReflectiveOperationException {
    int size = in.readInt();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) list.add(read(in));
    return Collections.unmodifiableList(list);
  }

  private static Map<Object, Object> map(DataInputStream in) throws IOException, ReflectiveOperationException {
    int size = in.readInt();
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) map.put(read(in), read(in));
    return Collections.unmodifiableMap(map);
  }

  private static Object record(DataInputStream in) throws IOException, ReflectiveOperationException {
    Class<?> type = Class.forName(in.readUTF());
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) values[i] = read(in);
    return type.getConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new)).newInstance(values);
  }
}
