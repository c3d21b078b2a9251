package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SpelledTest {
  /** One component of each kind. */
  record All(boolean a, byte b, char c, short d, int e, long f, float g, double h, String i, int[] j) {}

  sealed interface Shape {
    record Point() implements Shape {}

    record Line(int length) implements Shape {}

    record Pair(Shape one, Shape other) implements Shape {}

    /** In an interface, where methods are called otherwise. */
    default String kind() {
      return switch (this) {
        case Point _ -> "point";
        case Line l when l.length() > 10 -> "long line";
        case Line _ -> "line";
        case Pair(Line _, Line _) -> "lines";
        case Pair p -> p.one().kind() + " and " + p.other().kind();
      };
    }
  }

  /** What is asked of both versions of the classes. */
  public static final class Questions implements Function<Integer, Object> {
    private static final int[] ARRAY = {1};

    private static All all(double h, String i) {
      return new All(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, h, i, ARRAY);
    }

    @Override
    public Object apply(Integer question) {
      return switch (question) {
        case 0 -> all(6, "i").equals(all(6, "i"));
        case 1 -> all(6, "i").equals(all(6, "j"));
        case 2 -> all(6, null).equals(all(6, null));
        case 3 -> all(0.0, "i").equals(all(-0.0, "i"));
        case 4 -> all(Double.NaN, "i").equals(all(Double.NaN, "i"));
        case 5 -> all(6, "i").equals(null);
        case 6 -> all(6, "i").equals("i");
        case 7 -> new All(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6, "i", null).hashCode();
        case 8 -> new Shape.Point().hashCode() + " " + new Shape.Line(3).hashCode();
        case 9 -> List.of(new Shape.Point(), new Shape.Line(3), new Shape.Line(30), new Shape.Pair(new Shape.Line(1), new Shape.Line(2)),
            new Shape.Pair(new Shape.Point(), new Shape.Line(20))).stream().map(Shape::kind).toList().toString();
        case 10 -> {
          Object none = null;
          try {
            yield switch (none) {
              case String s -> s;
              default -> "something";
            };
          } catch (NullPointerException e) {
            yield "nothing";
          }
        }
        default -> throw new IllegalArgumentException();
      };
    }
  }

  /** Defines the classes of this test anew, from what they are spelled out as. */
  private static final class Loader extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(SpelledTest.class.getName() + "$")) return super.loadClass(name, resolve);
      Class<?> known = findLoadedClass(name);
      if (known != null) return known;
      byte[] bytes = new Spelled().out(bytes(name));
      return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] bytes(String name) {
      try (InputStream in = SpelledTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void spelledOutCodeDoesTheSame() throws Exception {
    Class<?> spelled = new Loader().loadClass(Questions.class.getName());
    assertNotEquals(Questions.class, spelled);
    Function<Integer, Object> made = (Function<Integer, Object>) spelled.getDeclaredConstructor().newInstance();
    Questions before = new Questions();
    for (int q = 0; q <= 10; q++) assertEquals(before.apply(q), made.apply(q), "question " + q);
  }

  @Test
  void nothingIsLeftToBeMadeLater() {
    for (Class<?> c : List.of(Shape.class, Questions.class)) {
      byte[] bytes = Loader.bytes(c.getName());
      assertTrue(new Spelled().isAskedFor(bytes), c.getName());
      assertFalse(new Spelled().isAskedFor(new Spelled().out(bytes)), c.getName());
    }
  }
}
