package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.InputTable;
import dyn.frontend.Overrides;
import dyn.frontend.Sources;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a result comes from, so that it can be had again.
 *
 * @param options what stands in place of the experiment's own words
 * @param member the only member that runs, else all do
 * @param folder where relative paths of data files start
 * @param sources where imports come from
 */
public record Origin(SourceFile source, CompileOptions options, OptionalLong member, Path folder, Sources sources) {
  private static final int LONGEST = 64;

  /** @param hash empty before the run */
  public Manifest manifest(Compilation c, String hash, OptionalDouble seconds) {
    CheckedExperiment e = c.experiment();
    Map<String, String> inputs = new LinkedHashMap<>();
    for (InputTable t : e.tables()) inputs.put(t.path(), inputHash(t.path()));
    Map<String, String> imports = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>(Map.of(source.name(), source.text()));
    for (SourceFile s : c.imported()) {
      imports.put(s.name(), sha256(s));
      texts.put(s.name(), s.text());
    }
    return new Manifest(e.name(), e.model(), source.name(), sha256(source), imports, Version.TEXT, c.backend().name(), c.plan().text(),
        said(), e.seed(), e.members(), parameters(e), units(e), inputs, texts, hash, seconds);
  }

  /** SHA-256 of a data file; empty where it cannot be read, which the run itself reports. */
  public String inputHash(String path) {
    try {
      return Manifest.sha256(Files.readAllBytes(folder.resolve(path)));
    } catch (IOException e) {
      return "";
    }
  }

  private static String sha256(SourceFile source) {
    return Manifest.sha256(source.text().getBytes(StandardCharsets.UTF_8));
  }

  /** What the command line said that changes the result. */
  private Map<String, Object> said() {
    Overrides o = options.overrides();
    Map<String, Object> said = new LinkedHashMap<>();
    if (!o.set().isEmpty()) said.put("set", o.set());
    o.method().ifPresent(m -> said.put("method", m));
    o.members().ifPresent(n -> said.put("members", Long.toString(n)));
    member.ifPresent(n -> said.put("member", Long.toString(n)));
    o.seed().ifPresent(n -> said.put("seed", Long.toString(n)));
    return said;
  }

  /** Of time, and of all that has one. */
  private static Map<String, String> units(CheckedExperiment e) {
    Map<String, String> units = new LinkedHashMap<>();
    if (!e.units().time().isEmpty()) units.put("t", e.units().time());
    e.units().names().forEach((name, unit) -> {
      if (!unit.isEmpty()) units.put(name, unit);
    });
    return units;
  }

  /** Those that are given from outside the program. */
  private static Map<String, String> parameters(CheckedExperiment e) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CheckedExperiment.Parameter p : e.bases()) {
      double[] v = p.base().orElseThrow().values();
      values.put(p.name(), v.length == 1 ? Double.toString(v[0]) : v.length <= LONGEST ? Arrays.toString(v) : v.length + " values");
    }
    return values;
  }

  /** What a manifest says; {@link IllegalArgumentException} where it does not fit together. */
  public static Origin of(Manifest m, Path folder) {
    SourceFile source = new SourceFile(m.source(), Optional.ofNullable(m.texts().get(m.source()))
        .orElseThrow(() -> new IllegalArgumentException("it holds no text of `" + m.source() + "`")));
    if (!sha256(source).equals(m.sourceSha256())) throw new IllegalArgumentException("the text of `" + m.source() + "` in it was changed");
    m.imports().forEach((name, hash) -> {
      String text = m.texts().get(name);
      boolean same = text != null && sha256(new SourceFile(name, text)).equals(hash);
      if (!same) throw new IllegalArgumentException("the text of `" + name + "` in it was changed");
    });
    Object set = m.options().getOrDefault("set", List.of());
    List<String> values = new ArrayList<>();
    if (set instanceof List<?> list) list.forEach(v -> values.add(v.toString()));
    Overrides overrides = new Overrides(values, text(m, "method"), number(m, "members"), number(m, "seed"));
    return new Origin(source, new CompileOptions(m.experiment(), overrides, m.backend()), number(m, "member"), folder,
        new KnownSources(m.texts(), folder));
  }

  public Outcome<Compilation> compile() {
    return new Compiler(sources).compile(source, options);
  }

  public Origin withBackend(String backend) {
    return new Origin(source, options.withBackend(backend), member, folder, sources);
  }

  public Origin withThreads(int threads) {
    return new Origin(source, options.withThreads(threads), member, folder, sources);
  }

  private static Optional<String> text(Manifest m, String option) {
    return Optional.ofNullable(m.options().get(option)).map(Object::toString);
  }

  private static OptionalLong number(Manifest m, String option) {
    return text(m, option).map(t -> OptionalLong.of(Long.parseLong(t))).orElse(OptionalLong.empty());
  }
}
