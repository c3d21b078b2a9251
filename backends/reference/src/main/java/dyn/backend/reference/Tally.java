package dyn.backend.reference;

import dyn.ir.Body;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;

/** Counts what a placed program does while it is interpreted. What a function of numbers does inside counts as one evaluation of it. */
public final class Tally implements Watcher {
  private long neighbourWaits;
  private long globalWaits;
  private long passes;
  private long loaded;
  private long stored;
  private long flops;
  private long functions;
  private int calls;
  private int loops;

  @Override
  public void apply(Pure.Apply a) {
    if (calls == 0 && a.args().getFirst().type().scalar().isReal()) flops += a.primitive().flops();
  }

  @Override
  public void call() {
    if (calls++ == 0) functions++;
  }

  @Override
  public void returned() {
    calls--;
  }

  @Override
  public boolean entered(Placed.For f) {
    if (!stores(f.body()) || steps(f.body())) return false;
    if (loops++ == 0) passes++;
    return true;
  }

  @Override
  public void left() {
    loops--;
  }

  private static boolean stores(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Placed.Store || s.op().bodies().stream().anyMatch(Tally::stores));
  }

  /** The loop over members goes over no cells. */
  private static boolean steps(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Output.Poll || s.op().bodies().stream().anyMatch(Tally::steps));
  }

  @Override
  public void placed(Placed p) {
    switch (p) {
      case Placed.Load l -> loaded += l.buffer().type().scalar().bytes();
      case Placed.Store s -> stored += s.buffer().type().scalar().bytes();
      case Placed.Wait w -> {
        if (w.all()) globalWaits++;
        else neighbourWaits++;
      }
      case Placed.For _, Placed.Alloc _, Placed.Extent _ -> { }
    }
  }

  public long neighbourWaits() {
    return neighbourWaits;
  }

  public long globalWaits() {
    return globalWaits;
  }

  public long passes() {
    return passes;
  }

  public long loaded() {
    return loaded;
  }

  public long stored() {
    return stored;
  }

  public long flops() {
    return flops;
  }

  public long functions() {
    return functions;
  }
}
