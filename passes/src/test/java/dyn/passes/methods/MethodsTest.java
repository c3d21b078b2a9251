package dyn.passes.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MethodsTest {
  @Test
  void everyNameFindsItsMethod() {
    for (Method method : Methods.all()) {
      assertEquals(Optional.of(method), Methods.find(method.name()));
      assertTrue(method.name().matches("[a-z][a-z0-9_]*"), method.name());
      assertTrue(method.citation().matches(".*\\(\\d{4}\\).*"), method.name() + " cites an author and a year");
    }
    assertEquals(Optional.empty(), Methods.find("nosuchmethod"));
  }

  @Test
  void tableReadsFractionsDecimalsAndContinuedRows() {
    var rows = Table.rows("""
        0   |
        1/3 | 1/3
        b   | -2.5e-1
              5/4
        """);
    assertEquals(List.of("0", "1/3", "b"), rows.stream().map(Table.Row::head).toList());
    assertEquals(List.of(List.of(), List.of(1.0 / 3), List.of(-0.25, 1.25)), rows.stream().map(Table.Row::doubles).toList());
  }

  @Test
  void aTableauThatDoesNotFitTogetherIsRefused() {
    Dense line = Dense.of(1, "k1 | 1");
    assertThrows(IllegalArgumentException.class, () -> RungeKutta.of("x", 1, 0, "0 | 1\nb | 1", line, ""));
    assertThrows(IllegalArgumentException.class, () -> RungeKutta.of("x", 1, 0, "0 |\nb | 1 1", line, ""));
    assertThrows(IllegalArgumentException.class, () -> RungeKutta.of("x", 1, 1, "0 |\nb | 1", line, ""));
    assertThrows(IllegalArgumentException.class, () -> RungeKutta.of("x", 2, 0, "0 |\n1 | 1\nb | 1/2 1/2", line, ""));
    assertThrows(IllegalArgumentException.class, () -> Dense.of(1, "k2 | 1"));
    assertThrows(IllegalArgumentException.class, () -> Splitting.of("x", 1, "1", "1", ""));
  }
}
