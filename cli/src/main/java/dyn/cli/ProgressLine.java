package dyn.cli;

import dyn.compiler.Compilation;
import dyn.runtime.ensemble.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** One line that says how far a run has come, from its second second on, where a person watches. */
final class ProgressLine implements Progress {
  private static final long FIRST = 1_000_000_000L;
  private static final long BETWEEN = 100_000_000L;
  private static final int BAR = 24;

  private final Terminal terminal;
  private final Interruption interruption;
  private final double start;
  private final double end;
  private final boolean shown;
  private final long began = System.nanoTime();
  private final AtomicLong next = new AtomicLong(began + FIRST);
  private volatile boolean drawn;
  private volatile double from;
  private volatile double to = 1;

  ProgressLine(Terminal terminal, Compilation c, Interruption interruption, boolean quiet) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.start = c.experiment().start().doubleValue();
    this.end = c.experiment().end().doubleValue();
    this.shown = terminal.errIsTerminal() && !quiet;
  }

  @Override
  public boolean stopRequested() {
    return interruption.requested();
  }

  @Override
  public void part(double begins, double ends) {
    from = begins;
    to = ends;
  }

  @Override
  public void members(int done, int all) {
    if (all <= 1 || !due()) return;
    double share = from + (to - from) * done / all;
    String what = to - from == 1 ? Numbers.count(done) + " of " + Numbers.count(all, "member")
        : "t = " + Numbers.text(start + share * (end - start), 4) + ", " + Numbers.count(all, "member");
    draw(share, what);
  }

  @Override
  public void time(long step, double time) {
    if ((step & 0xff) == 0 && due()) draw((time - start) / (end - start), "t = " + Numbers.text(time, 4) + ", "
        + Numbers.count(step, "step"));
  }

  private boolean due() {
    if (!shown) return false;
    long now = System.nanoTime();
    long at = next.get();
    return now >= at && next.compareAndSet(at, now + BETWEEN);
  }

  private void draw(double share, String what) {
    drawn = true;
    int full = Math.clamp(Math.round(share * BAR), 0, BAR);
    double elapsed = (System.nanoTime() - began) * 1e-9;
    String left = share > 0.01 ? Numbers.seconds(Math.ceil(elapsed / share - elapsed)) + " left" : "";
    String bar = "━".repeat(full) + terminal.errorStyle().dim("─".repeat(BAR - full));
    terminal.err().print("\r\u001b[K  " + bar + "  " + Numbers.right(Math.round(100 * share) + " %", 5) + "  " + what + "  "
        + terminal.errorStyle().dim(left));
  }

  /** Takes the line away. */
  void clear() {
    if (drawn) terminal.err().print("\r\u001b[K");
  }
}
