package dyn.runtime.results;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 * @param options command line options that change the result or how it was made: texts and lists of texts
 * @param units of time and of each quantity, as numbers here and in the records are in them; none of a model without units
 * @param inputs SHA-256 of the data files that the experiment reads, by their paths in it
 * @param texts all that was compiled, by file name, the source itself first
 * @param stateHash hash of the final states, with one canonical NaN
 * @param wallSeconds kept apart in the file, under {@code run}
 */
public record Manifest(String experiment, String model, String source, String sourceSha256, Map<String, String> imports,
    String compilerVersion, String backend, String method, Map<String, Object> options, long seed, long members,
    Map<String, String> parameters, Map<String, String> units, Map<String, String> inputs, Map<String, String> texts, String stateHash,
    OptionalDouble wallSeconds) {

  public static final String FILE_NAME = "manifest.json";
  /** Its name in files that hold it beside the records. */
  static final String DATASET = "manifest";

  public Manifest {
    imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
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
    object.put("inputs", inputs);
    object.put("stateHash", stateHash);
    wallSeconds.ifPresent(seconds -> object.put("run", Map.of("wallSeconds", seconds)));
    object.put("texts", texts);
    return Json.text(object);
  }

  /** What {@link #toJson} wrote; what is not that is an {@link IllegalArgumentException}. */
  public static Manifest parse(String json) {
    if (!(JsonReader.read(json) instanceof Map<?, ?> o)) throw new IllegalArgumentException("no JSON object");
    OptionalDouble seconds = o.get("run") instanceof Map<?, ?> run && run.get("wallSeconds") instanceof Double d ? OptionalDouble.of(d)
        : OptionalDouble.empty();
    Map<String, Object> options = new LinkedHashMap<>();
    field(o, "options", Map.class).forEach((k, v) -> options.put((String) k, v));
    return new Manifest(text(o, "experiment"), text(o, "model"), text(o, "source"), text(o, "sourceSha256"),
        o.containsKey("imports") ? texts(o, "imports") : Map.of(), text(o, "compilerVersion"),
        text(o, "backend"), text(o, "method"), options, Long.parseLong(text(o, "seed")), field(o, "members", Double.class).longValue(),
        texts(o, "parameters"), o.containsKey("units") ? texts(o, "units") : Map.of(), texts(o, "inputs"), texts(o, "texts"),
        text(o, "stateHash"), seconds);
  }

  /** From a file of its own, or from an HDF5 file that holds it. */
  public static Manifest read(Path file) throws IOException {
    if (RecordFormat.of(file) != RecordFormat.H5) return parse(Files.readString(file));
    if (Files.notExists(file)) throw new NoSuchFileException(file.toString());
    try (HdfFile hdf = new HdfFile(file)) {
      return parse(hdf.getDatasetByPath(DATASET).getData().toString());
    } catch (HdfException e) {
      throw new IOException("it is no HDF5 file with a manifest: " + e.getMessage(), e);
    }
  }

  private static <T> T field(Map<?, ?> o, String name, Class<T> type) {
    if (!type.isInstance(o.get(name))) throw new IllegalArgumentException("`" + name + "` is missing or of another kind");
    return type.cast(o.get(name));
  }

  private static String text(Map<?, ?> o, String name) {
    return field(o, name, String.class);
  }

  private static Map<String, String> texts(Map<?, ?> o, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<?, ?> from = field(o, name, Map.class);
    for (Object key : from.keySet()) texts.put((String) key, text(from, (String) key));
    return texts;
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
