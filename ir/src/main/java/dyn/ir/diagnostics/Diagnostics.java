package dyn.ir.diagnostics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is found during one run of the front; the same mistake at the same place is kept once. */
public final class Diagnostics {
  private record Key(Code code, Span at, String message) {}

  private final List<Diagnostic> all = new ArrayList<>();
  private final Set<Key> seen = new LinkedHashSet<>();

  public void add(Diagnostic diagnostic) {
    if (seen.add(new Key(diagnostic.code(), diagnostic.at(), diagnostic.message()))) {
      all.add(diagnostic);
    }
  }

  public void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  public int size() {
    return all.size();
  }

  /** In the order of the text, whatever order the checks ran in. */
  public List<Diagnostic> list() {
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing((Diagnostic d) -> d.at().source().name()).thenComparingInt(d -> d.at().start()));
    return List.copyOf(sorted);
  }
}
