package dyn.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypeTest {
  private static final Axis I = new Axis("i", 3);
  private static final Axis J = new Axis("j", 2);

  private static Type real(Reach reach, Axis... axes) {
    return Type.of(Scalar.F64, List.of(axes), reach);
  }

  @Test
  void computingTakesTheLeastReachAlongEachAxis() {
    Type mixed = Type.meet(Scalar.F64, List.of(real(Reach.ALL, I, J), real(Reach.OWN, J), Type.F64));
    assertEquals("f64[i=3, j=2] (all, own)", mixed.text());
  }

  @Test
  void axesMeetByNameInOrderOfAppearance() {
    assertEquals(List.of(J, I), Type.meet(Scalar.F64, List.of(real(Reach.ALL, J), real(Reach.ALL, I, J))).axes());
    assertThrows(IllTyped.class, () -> Type.meet(Scalar.F64, List.of(real(Reach.ALL, I), real(Reach.ALL, new Axis("i", 4)))));
  }

  @Test
  void moreReachServesForLessAndNotTheOtherWay() {
    assertTrue(real(Reach.ALL, I).serves(real(Reach.OWN, I)));
    assertFalse(real(Reach.OWN, I).serves(real(Reach.ALL, I)));
    assertFalse(Type.F64.serves(real(Reach.OWN, I)));
    assertTrue(Type.F64.broadcastsTo(real(Reach.ALL, I)));
    assertTrue(real(Reach.OWN, J).broadcastsTo(real(Reach.OWN, I, J)));
    assertFalse(real(Reach.OWN, I).broadcastsTo(Type.F64));
  }

  @Test
  void onlyABarrierGrantsReach() {
    Builder b = new Builder();
    Value x = b.param("x", real(Reach.OWN, I, J));
    assertThrows(IllTyped.class, () -> new Lanes.Reduce(Lanes.Combine.SUM, x, "i"));
    Value seen = b.emit("seen", new Sync.Barrier(x, List.of("i")));
    Value sum = b.emit("sum", new Lanes.Reduce(Lanes.Combine.SUM, b.add(seen, seen), "i"));
    assertEquals(real(Reach.OWN, J), sum.type());
    assertThrows(IllTyped.class, () -> new Lanes.Reduce(Lanes.Combine.SUM, b.add(seen, x), "i"));
  }

  @Test
  void aDivergingLoopCarriesOnlyWhatEachLaneHas() {
    Builder b = new Builder();
    Value limit = b.param("limit", real(Reach.OWN, I));
    Value zero = b.constant(0.0);
    assertThrows(IllTyped.class, () -> b.whileLoop(List.of("x"), List.of(zero), List.of(Type.F64),
        (c, p) -> List.of(c.apply(Primitive.LT, p.getFirst(), limit)), (c, p) -> p));
  }
}
