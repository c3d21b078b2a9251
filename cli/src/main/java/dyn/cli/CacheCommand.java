package dyn.cli;

import dyn.compiler.cache.ArtifactCache;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "cache", description = "Shows what is kept of compiled programs, or removes it.", sortOptions = false)
final class CacheCommand extends Command {
  private static final int SHOWN = 10;
  private static final String CLEAR = "clear";
  private static final String PATH = "path";

  @Parameters(index = "0", arity = "0..1", paramLabel = "clear|path",
      description = "`clear` removes all entries; `path` prints the folder alone.")
  private String action;

  CacheCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (action != null && !action.equals(CLEAR) && !action.equals(PATH)) {
      return terminal.mistakes(List.of(Typed.wrong("dyn cache", action, "it is `clear` or `path`")));
    }
    if (terminal.caching().folder().isEmpty()) return nowhere();
    ArtifactCache cache = terminal.caching().open();
    if (CLEAR.equals(action)) return clear(cache);
    if (PATH.equals(action)) terminal.line(cache.folder().toString());
    else show(cache);
    Optional<Diagnostic> mistake = terminal.caching().mistake();
    return mistake.isPresent() ? terminal.mistakes(List.of(mistake.get())) : Exit.OK;
  }

  private int nowhere() {
    terminal.line("nothing is kept: there is no home folder, and " + CacheSetting.FOLDER + " names no other");
    return Exit.OK;
  }

  private int clear(ArtifactCache cache) {
    ArtifactCache.Cleared cleared = cache.clear();
    terminal.line("removed " + entries(cleared.entries()) + ", " + Numbers.bytes(cleared.bytes()));
    if (cleared.left() == 0) return Exit.OK;
    return terminal.mistakes(List.of(Typed.wrong(Code.E0714, CacheSetting.FOLDER, cache.folder().toString(),
        entries(cleared.left()) + " could not be removed")));
  }

  private void show(ArtifactCache cache) {
    ArtifactCache.Contents contents = cache.contents(SHOWN);
    Style style = terminal.style();
    terminal.line(style.bold(Numbers.padded("folder", 10)) + cache.folder()
        + (cache.isWritable() ? "" : style.bad("  cannot be written to: nothing is kept")));
    String bound = cache.bound() == 0 ? "; nothing is added, as " + CacheSetting.SIZE + " is 0"
        : " of at most " + Numbers.bytes(cache.bound());
    terminal.line(style.bold(Numbers.padded("holds", 10)) + entries(contents.entries()) + ", " + Numbers.bytes(contents.bytes()) + bound);
    if (contents.latest().isEmpty()) return;
    int widest = contents.latest().stream().mapToInt(e -> e.program().length()).max().orElse(0);
    int width = Math.max("program".length(), widest) + 2;
    terminal.line("\n" + style.dim(Numbers.padded("program", width) + Numbers.padded("backend", 11) + Numbers.right("size", 9) + "  used"));
    Instant now = Instant.now();
    for (ArtifactCache.Entry e : contents.latest()) {
      terminal.line(Numbers.padded(e.program(), width) + Numbers.padded(e.backend(), 11)
          + Numbers.right(Numbers.bytes(e.bytes()), 9) + "  " + ago(Duration.between(e.used(), now)));
    }
    int more = contents.entries() - contents.latest().size();
    if (more > 0) terminal.line(style.dim("and " + Numbers.count(more) + " more"));
  }

  private static String entries(int n) {
    return n == 1 ? "1 entry" : Numbers.count(n) + " entries";
  }

  private static String ago(Duration d) {
    if (d.toDays() > 0) return Numbers.count(d.toDays(), "day") + " ago";
    if (d.toHours() > 0) return d.toHours() + " h ago";
    return d.toMinutes() > 0 ? d.toMinutes() + " min ago" : Math.max(0, d.toSeconds()) + " s ago";
  }
}
