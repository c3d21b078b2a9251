package dyn.cli;

import dyn.compiler.RunResult;
import dyn.compiler.Spectra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where recorded spectra have the most; all of them is in the files of the run. */
final class SpectrumLines {
  private static final int MOST = 10;

  private SpectrumLines() {}

  static List<String> peaks(RunResult run, Style style) {
    List<Spectra.Peak> all = run.spectra().peaks();
    List<Spectra.Peak> shown = all.subList(0, Math.min(MOST, all.size()));
    int width = shown.stream().mapToInt(p -> p.label().length()).max().orElse(0);
    String perTime = Numbers.unit(run.compilation().experiment().units().of("frequency"));
    List<String> lines = new ArrayList<>();
    for (Spectra.Peak p : shown) {
      lines.add("  " + style.bold(Numbers.padded(p.label(), width)) + "  most " + EnsembleLines.with(p.density(), p.error())
          + Numbers.unit(p.unit()) + style.dim("  at frequency " + Numbers.text(p.frequency(), EnsembleLines.DIGITS) + perTime));
    }
    if (all.size() > shown.size()) lines.add("  " + style.dim("and " + (all.size() - shown.size()) + " more spectra"));
    return lines;
  }

  static List<Map<String, Object>> json(RunResult run) {
    return run.spectra().peaks().stream().map(p -> {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("name", p.label());
      o.put("frequency", p.frequency());
      o.put("value", p.density());
      if (!Double.isNaN(p.error())) o.put("se", p.error());
      return o;
    }).toList();
  }
}
