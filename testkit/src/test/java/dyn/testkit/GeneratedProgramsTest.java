package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.compiler.reduce.Shrinker;
import dyn.backend.reference.Poison;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.Verifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Properties of every program; {@code -Dseed=N} runs one. */
class GeneratedProgramsTest {
  private static final int SIZE = 60;
  private static final int LANES = 3;

  private static LongStream seeds(int count) {
    Long one = Long.getLong("seed");
    return one == null ? LongStream.range(0, count) : LongStream.of(one);
  }

  /** Fails with the smallest program found that breaks the property. */
  private static void check(int count, String property, Predicate<Program> holds) {
    seeds(count).forEach(seed -> {
      Program p = Programs.random(seed, SIZE);
      if (holds.test(p)) return;
      Program small = Shrinker.shrink(p, q -> !holds.test(q));
      fail(property + " does not hold; -Dseed=" + seed + " replays\n" + Text.print(small));
    });
  }

  @Test
  void theVerifierAcceptsThem() {
    check(200, "verify", p -> {
      Verifier.check(p).ifPresent(f -> fail(p.name() + ": " + f.text()));
      return true;
    });
  }

  @Test
  void textParsesBack() {
    check(200, "parse(print(p)) = p", p -> Text.parse(Text.print(p)).equals(p));
  }

  @Test
  void aProgramIsAFunctionOfItsSeed() {
    check(10, "random(seed) = random(seed)", p -> p.equals(Programs.random(Long.parseLong(p.name().substring(6)), SIZE)));
  }

  @Test
  void runsRepeat() {
    check(60, "run(p) = run(p)", p -> run(p, Poison.NONE).equals(run(p, Poison.NONE)));
  }

  @Test
  void tilesDoNotShow() {
    check(60, "4 poisoned tiles = 1 tile", p -> run(p, Poison.NONE).equals(run(p, new Poison(4))));
  }

  private static Map<String, String> run(Program p, Poison poison) {
    return Runs.reference(p, 7, LANES, poison);
  }

  @Test
  void theyUseEveryOperation() {
    Set<String> used = new LinkedHashSet<>();
    LongStream.range(0, 200).forEach(seed -> used.addAll(Goldens.count(Programs.random(seed, SIZE)).keySet()));
    List<String> wanted = List.of("const", "call", "iota", "rename", "gather", "stack", "spread", "reduce", "contract", "barrier", "draw",
        "record", "result", "poll", "while", "if", "add", "select", "shl", "imod", "not", "to_i64", "bits", "from_bits", "fma", "sqrt",
        "exp");
    assertTrue(used.containsAll(wanted), () -> wanted.stream().filter(w -> !used.contains(w)).toList() + " never occur");
  }

  /** Were no wait ever needed, agreement of the tiles would prove nothing. */
  @Test
  void waitsWronglyRemovedShow() {
    long shown = LongStream.range(0, 20).filter(seed -> {
      Program p = Programs.random(seed, SIZE);
      Map<String, String> plain = run(p, Poison.NONE);
      return barriers(p).stream().anyMatch(b -> !run(p, new Poison(4).unwaiting(b)).equals(plain));
    }).count();
    assertTrue(shown >= 10, "only " + shown + " of 20 programs notice any missing wait");
  }

  private static List<String> barriers(Program p) {
    return p.main().stmts().stream().filter(s -> s.op().name().equals("barrier")).map(s -> s.result().name()).toList();
  }

  @Test
  void theShrinkerKeepsOnlyWhatFails() {
    Program p = LongStream.range(0, 50).mapToObj(seed -> Programs.random(seed, SIZE))
        .filter(GeneratedProgramsTest::hasContractInLoop).findFirst().orElseThrow();
    Program small = Shrinker.shrink(p, GeneratedProgramsTest::hasContractInLoop);
    assertTrue(hasContractInLoop(small));
    long statements = Goldens.count(small).values().stream().mapToLong(n -> n).sum();
    assertTrue(statements <= 8, () -> statements + " statements are left:\n" + Text.print(small));
  }

  private static boolean hasContractInLoop(Program p) {
    return p.main().stmts().stream().filter(s -> s.op().name().equals("while"))
        .anyMatch(w -> w.op().bodies().getLast().stmts().stream().anyMatch(s -> s.op().name().equals("contract")));
  }
}
