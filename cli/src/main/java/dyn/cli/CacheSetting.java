package dyn.cli;

import dyn.compiler.cache.ArtifactCache;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where what was compiled is kept, as the environment says.
 *
 * @param folder empty where there is none
 * @param size as it was typed; empty for the default
 */
record CacheSetting(Optional<Path> folder, String size) {
  static final String FOLDER = "DYN_CACHE";
  static final String SIZE = "DYN_CACHE_SIZE";
  static final CacheSetting OFF = new CacheSetting(Optional.empty(), "");

  /** @param environment its value for a name, or null */
  static CacheSetting of(UnaryOperator<String> environment, String system, String home) {
    return new CacheSetting(folder(environment, system.toLowerCase(Locale.ROOT), home), given(environment, SIZE).orElse(""));
  }

  private static Optional<Path> folder(UnaryOperator<String> environment, String system, String home) {
    try {
      Optional<Path> own = given(environment, FOLDER).map(Path::of);
      if (own.isPresent()) return own;
      // One that is not absolute is to be ignored, as freedesktop.org's specification says.
      Optional<Path> all = given(environment, "XDG_CACHE_HOME").map(Path::of).filter(Path::isAbsolute);
      if (all.isEmpty() && system.startsWith("windows")) {
        return given(environment, "LOCALAPPDATA").map(f -> Path.of(f, "dyn", "cache"));
      }
      Path usual = system.startsWith("mac") ? Path.of(home, "Library", "Caches") : Path.of(home, ".cache");
      return all.or(() -> Optional.of(usual).filter(Path::isAbsolute)).map(f -> f.resolve("dyn"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> given(UnaryOperator<String> environment, String name) {
    return Optional.ofNullable(environment.apply(name)).filter(v -> !v.isBlank());
  }

  ArtifactCache open() {
    return folder.map(f -> new ArtifactCache(f, bound().orElse(ArtifactCache.DEFAULT_BOUND), InstantSource.system()))
        .orElse(ArtifactCache.NONE);
  }

  private Optional<Long> bound() {
    if (size.isEmpty()) return Optional.of(ArtifactCache.DEFAULT_BOUND);
    return size.strip().equals("0") ? Optional.of(0L) : Quantities.bytes(size);
  }

  /** What is wrong with the size. Runs go on with the default. */
  Optional<Diagnostic> mistake() {
    if (bound().isPresent()) return Optional.empty();
    SourceFile typed = new SourceFile("environment", SIZE + "=" + size);
    int start = SIZE.length() + 1;
    return Optional.of(Diagnostic.of(Code.E0605, typed.span(start, start + size.length()), "this is no amount of memory")
        .help("write `" + SIZE + "=500M`, or `0` to keep nothing"));
  }
}
