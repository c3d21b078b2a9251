package dyn.testkit;

import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.passes.Discretization;
import dyn.passes.PassContext;
import dyn.passes.Passes;
import dyn.passes.methods.Method;
import dyn.passes.methods.Methods;
import dyn.passes.methods.Stochastic;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Before and after of every pass. They stand beside the passes, and run here because the runner may see both. */
class PassGoldensTest {
  private static final Path FOLDER = Path.of("..", "passes", "src", "test", "golden");

  @TestFactory
  Stream<DynamicTest> passes() {
    return Goldens.in(FOLDER, PassGoldensTest::find);
  }

  /** {@code name}, or {@code name:method} with fixed steps, or {@code name:method:adaptive}, or {@code name:asynchronous}. */
  private static UnaryOperator<Program> find(String words) {
    String[] word = words.split(":");
    PassContext context = new PassContext(discretization(word), new MathLibrary());
    return p -> Passes.find(word[0], p.level()).orElseThrow(() -> new IllegalArgumentException("no pass " + word[0])).run(p, context);
  }

  private static Discretization discretization(String[] word) {
    if (word.length == 1) return Discretization.map();
    if (word[1].equals("asynchronous")) return Discretization.asynchronous(new Discretization.Schedule(0.5, 1, 8, 2));
    Method method = Methods.find(word[1]).orElseThrow();
    if (method instanceof Stochastic) return Discretization.noisy(method, new Discretization.Noise(2, 0, List.of(0), false));
    return word.length > 2 ? Discretization.adaptive(method) : Discretization.fixed(method, false);
  }
}
