package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.TextError;
import dyn.ir.Verifier;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Damaged text is refused with a place, or is a program that prints and parses; {@code -Dseed=N} runs one. */
class TextFuzzTest {
  private static final List<String> PIECES = List.of("%", "@", "{", "}", "(", ")", "[", "]", "=", ",", ":", "yield", "own", "all", "f64",
      "i64",
      "const 1", "const nan", "const 1e999", "member=*", "i=0", "i=99999999999999999999", "over(", "-", ".", "//", "\n", "while", "cond",
      "é", "");

  @Test
  void damagedTextGivesAnErrorOrAProgram() {
    Long one = Long.getLong("seed");
    (one == null ? LongStream.range(0, 1500) : LongStream.of(one)).forEach(TextFuzzTest::check);
  }

  private static void check(long seed) {
    String text = damaged(Text.print(Programs.random(seed % 20, 15)), seed);
    try {
      Program p = Text.parse(text);
      Verifier.check(p);
      assertEquals(p, Text.parse(Text.print(p)), () -> "-Dseed=" + seed + " replays\n" + text);
    } catch (TextError e) {
      if (e.line() < 1 || e.column() < 1) fail("no place in " + e.getMessage() + "; -Dseed=" + seed + " replays", e);
    } catch (RuntimeException e) {
      fail("-Dseed=" + seed + " replays\n" + text, e);
    }
  }

  private static String damaged(String text, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    StringBuilder b = new StringBuilder(text);
    for (int k = 1 + random.nextInt(3); k > 0; k--) {
      int at = random.nextInt(b.length());
      int end = Math.min(b.length(), at + random.nextInt(8));
      b.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
    }
    return b.toString();
  }
}
