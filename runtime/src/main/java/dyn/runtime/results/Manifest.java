package dyn.runtime.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is needed to get a result again, and the hash that shows it was got. Everything but {@code wallSeconds} is the same on
 * every run of the same experiment.
 *
 * @param sourceSha256 lower case hexadecimal, of the source bytes; see {@link #sha256}
 * @param imports hashes of the files that the source imports, by name; absent from the file where there are none
 * @param method the method with its options as the experiment would write it, {@code tsit5(rtol = 1e-06, atol = 1e-09)}
 * @param options command line options that change the result or how it was made
 * @param units of time and of each quantity, as numbers here and in the records are in them; none of a model without units
 * @param stateHash hash of the final states, with one canonical NaN
 * @param wallSeconds kept apart in the file, under {@code run}
 */
public record Manifest(String experiment, String model, String source, String sourceSha256,
    Map<String, String> imports, String compilerVersion, String backend, String method, Map<String, String> options, long seed,
    long members, Map<String, String> parameters, Map<String, String> units, String stateHash, OptionalDouble wallSeconds) {

  public static final String FILE_NAME = "manifest.json";
  /** Its name in files that hold it beside the records. */
  static final String DATASET = "manifest";

  public Manifest {
    imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The seed is a text in the file: many JSON readers round integers beyond 2^53. */
  public String toJson() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("experiment", experiment);
    object.put("model", model);
    object.put("source", source);
    object.put("sourceSha256", sourceSha256);
    if (!imports.isEmpty()) object.put("imports", imports);
    object.put("compilerVersion", compilerVersion);
    object.put("backend", backend);
    object.put("method", method);
    object.put("options", options);
    object.put("seed", Long.toString(seed));
    object.put("members", members);
    object.put("parameters", parameters);
    if (!units.isEmpty()) object.put("units", units);
    object.put("stateHash", stateHash);
    wallSeconds.ifPresent(seconds -> object.put("run", Map.of("wallSeconds", seconds)));
    return Json.text(object);
  }

  /** Writes {@code manifest.json} into the folder and returns its path. */
  public Path write(Path folder) throws IOException {
    Path path = folder.resolve(FILE_NAME);
    try (AtomicFile file = AtomicFile.create(path)) {
      file.stream().write(toJson().getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
    return path;
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
