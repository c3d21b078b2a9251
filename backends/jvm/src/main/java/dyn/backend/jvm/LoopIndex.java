package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;

/**
 * Whether the index of a loop is a JVM int: where every turn surely addresses an array, or the extent says so. Java's arrays end at 2^31.
 */
record LoopIndex(Function function, Placed.For loop, boolean isMain) {
  boolean fitsInt() {
    Cell extent = function.cell(loop.extent());
    if (extent.constant != null) return extent.constant.bits() <= Integer.MAX_VALUE;
    if (extent.isExtent || isMain && loop.extent().name().equals(Signature.LANES)) return true;
    return addresses(loop.body(), loop.body().params().getFirst());
  }

  private boolean addresses(Body b, Value index) {
    for (Stmt s : b.stmts()) {
      boolean here = switch (s.op()) {
        case Placed.Load l -> l.indices().contains(index);
        case Placed.Store t -> t.indices().contains(index);
        case Placed.For f -> runs(f) && addresses(f.body(), index);
        case Pure _, Regions _, Lanes _, Sync _, Noise _, Output _, Placed.Alloc _, Placed.Extent _, Placed.Wait _ -> false;
      };
      if (here) return true;
    }
    return false;
  }

  private boolean runs(Placed.For f) {
    Pure.Const extent = function.cell(f.extent()).constant;
    return extent != null && extent.bits() > 0;
  }
}
