package dyn.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextTest {
  private static final String STEP = """
      program demo

      step @main(%a: f64, %w: f64[i=3, j=3] all, %n: i64) {
        %lane = iota over(member=*) : i64[member=*] all
        %x0 = to_f64 %lane : f64[member=*] all
        %c = const 0.0 : f64
        %j = iota over(i=3) : i64[i=3] all
        %jf = to_f64 %j : f64[i=3] all
        %x, %k = while %jf, %c cond (%y: f64[i=3] own, %t: f64) {
          %go = lt %t, %a : bool
          yield %go
        } do (%y.1: f64[i=3] own, %t.1: f64) {
          %h = barrier %y.1 over(i) : f64[i=3] all
          %hj = rename %h from(i) to(j=3) : f64[j=3] all
          %s = contract %w, %hj over(j) : f64[i=3] all
          %one = const 1.0 : f64
          %t.2 = add %t.1, %one : f64
          yield %s, %t.2
        }
        result %x as(x)
        yield
      }
      """;

  @Test
  void printParsesBack() {
    Program p = Text.parse(STEP);
    String printed = Text.print(p);
    assertEquals(p, Text.parse(printed));
    assertEquals(printed, Text.print(Text.parse(printed)));
    assertTrue(Verifier.check(p).isEmpty(), () -> Verifier.check(p).get().text());
  }

  @Test
  void aReadBeyondReachIsRejected() {
    TextError e = assertThrows(TextError.class, () -> Text.parse(STEP.replace("rename %h from", "rename %y.1 from")));
    assertTrue(e.getMessage().contains("a wait is missing"), e.getMessage());
    assertEquals(14, e.line());
  }

  @Test
  void aWrongWrittenTypeIsRejected() {
    assertThrows(TextError.class, () -> Text.parse(STEP.replace("%go = lt %t, %a : bool", "%go = lt %t, %a : f64")));
  }

  @Test
  void aWaitInsideADivergingLoopIsAFault() {
    Program p = Text.parse("""
        step @main(%u: f64[member=*] own) {
          %r = while %u cond (%x: f64[member=*] own) {
            %c = const 1.0
            %go = lt %x, %c
            yield %go
          } do (%x.1: f64[member=*] own) {
            %b = barrier %x.1 over(member)
            yield %b
          }
          result %r as(u)
          yield
        }
        """);
    assertTrue(Verifier.check(p).orElseThrow().message().contains("lanes of member may have left"));
  }
}
