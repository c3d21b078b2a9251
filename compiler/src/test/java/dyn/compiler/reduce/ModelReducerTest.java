package dyn.compiler.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ModelReducerTest {
  private static final String BLOW_UP = """
      // A comment, and much that the failure does not need.
      const tau = 3.25
      fn gain(a, b) = a * b + sin(a)
      model Helper { state h = 1; h' = -h }
      model Blow {
        param k = 2.5, unused = 7
        state x = 1, y = 0
        let f = gain(x, 0) + k
        x' = x^2 + 0 * f
        y' = -y / tau
        output z = x + y
      }
      experiment other of Helper { time 0 .. 1; method rk4(dt = 0.1) }
      experiment burst of Blow {
        time 0 .. 5
        method tsit5(rtol = 1e-7)
        record x, y, z every 0.5
        expect y at 1 == 0 within 1
      }
      """;

  private static Symptom.Examination examination(String experiment) {
    return new Symptom.Examination(experiment, "jvm", "reference", Path.of("."), () -> Progress.NONE);
  }

  private static Set<Symptom> symptoms(String text, String experiment) {
    return examination(experiment).of(new SourceFile("m.dyn", text));
  }

  private static Predicate<String> shows(Symptom wanted, Set<Symptom> known) {
    return text -> examination("burst").shows(new SourceFile("m.dyn", text), wanted, known);
  }

  @Test
  void aFailingRunKeepsWhatFails() {
    Symptom blow = new Symptom.Told(Code.E0901);
    assertEquals(Set.of(blow), symptoms(BLOW_UP, "burst"));
    Predicate<String> shows = shows(blow, Set.of(blow));
    String small = ModelReducer.reduce(BLOW_UP, shows);
    assertTrue(shows.test(small));
    assertTrue(small.length() < 110, small);
    assertFalse(small.contains("Helper") || small.contains("gain") || small.contains("record") || small.contains("unused"), small);
  }

  /** No single line, word or bracketed part of what is left can go. */
  @Test
  void nothingMoreCanGo() {
    Symptom blow = new Symptom.Told(Code.E0901);
    String small = ModelReducer.reduce(BLOW_UP, shows(blow, Set.of(blow)));
    assertEquals(small, ModelReducer.reduce(small, shows(blow, Set.of(blow))));
  }

  @Test
  void aMistakeInTheTextIsKept() {
    String text = BLOW_UP.replace("-y / tau", "-y / taau");
    Symptom unknown = new Symptom.Told(Code.E0201);
    String small = ModelReducer.reduce(text, shows(unknown, Set.of(unknown)));
    assertEquals(Set.of(unknown), symptoms(small, "burst"));
    assertTrue(small.length() < 90, small);
  }

  @Test
  void aRightModelShowsNothing() {
    assertEquals(Set.of(), symptoms("model A { state x = 1; x' = -x }\nexperiment e { time 0 .. 1; method rk4(dt = 0.1) }\n", "e"));
  }
}
