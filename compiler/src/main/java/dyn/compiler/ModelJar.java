package dyn.compiler;

import dyn.backend.Description;
import dyn.backend.Packager;
import dyn.runtime.model.Values;
import dyn.runtime.results.AtomicFile;
import dyn.runtime.results.Json;
import dyn.runtime.results.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A compiled experiment as a jar that runs without the compiler: the kernel, a class with its parameters and results, the classes of
 * the runtime that they need, the inputs, and a manifest. The same experiment gives the same bytes.
 */
public final class ModelJar {
  /** Where in the jar it says what it holds. */
  public static final String MANIFEST = "META-INF/dyn.json";
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String className;
  private final Map<String, byte[]> files;

  private ModelJar(String className, Map<String, byte[]> files) {
    this.className = className;
    this.files = files;
  }

  /** The class that stands for the model, and its package. */
  public String className() {
    return className;
  }

  /**
   * @param c compiled without vectors, which a plain {@code java} does not have
   * @param folder where relative paths of data start
   * @param javaPackage of the class that stands for the model
   */
  public static Outcome<ModelJar> of(Compilation c, Path folder, String javaPackage) {
    if (c.lanes().members() > 1) throw new IllegalArgumentException("compiled with vectors");
    Packager packager = c.backend().packager().orElseThrow(() -> new IllegalArgumentException(c.backend().name() + " makes no jar"));
    String model = c.experiment().model();
    String name = javaPackage + "." + Character.toUpperCase(model.charAt(0)) + model.substring(1);
    Outcome<Description> described = Descriptions.of(c, folder, name);
    return new Outcome<>(described.value().map(d -> new ModelJar(name, files(c, packager, d))), described.diagnostics());
  }

  private static Map<String, byte[]> files(Compilation c, Packager packager, Description d) {
    Map<String, byte[]> files = new TreeMap<>(packager.pack(c.target(), d, packager.kinds().getFirst()));
    files.putAll(ClassClosure.of(files));
    files.put(d.name().replace('.', '/') + ".model", bytes(d));
    files.put(MANIFEST, Json.text(manifest(c, d)).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static byte[] bytes(Description d) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Values.write(d, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, Object> manifest(Compilation c, Description d) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class", d.name());
    object.put("model", d.model());
    object.put("experiment", d.experiment());
    object.put("source", c.source().name());
    object.put("sourceSha256", Manifest.sha256(c.source().text().getBytes(StandardCharsets.UTF_8)));
    object.put("compilerVersion", Version.TEXT);
    object.put("method", c.plan().text());
    object.put("members", d.members());
    object.put("seed", Long.toString(c.experiment().seed()));
    if (!d.timeUnit().isEmpty()) object.put("timeUnit", d.timeUnit());
    object.put("parameters", d.parameters().stream().map(p -> {
      Map<String, Object> entry = quantity(p.name(), p.unit(), p.sizes());
      entry.put("default", d.inputs().get(p.input()) instanceof double[] all ? Arrays.stream(all).boxed().toList()
          : d.inputs().get(p.input()));
      return entry;
    }).toList());
    object.put("states", d.states().stream().map(s -> quantity(s.name(), s.unit(), s.sizes())).toList());
    List<Object> records = new ArrayList<>();
    for (int k = 0; k < d.tracks().size(); k++) {
      for (Description.Column r : d.tracks().get(k).columns()) {
        Map<String, Object> entry = quantity(r.label(), r.unit(), r.sizes());
        entry.put("track", k);
        records.add(entry);
      }
    }
    object.put("records", records);
    return object;
  }

  private static Map<String, Object> quantity(String name, String unit, List<Long> sizes) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    if (!unit.isEmpty()) entry.put("unit", unit);
    if (!sizes.isEmpty()) entry.put("sizes", sizes);
    return entry;
  }

  public void write(Path file) throws IOException {
    try (AtomicFile out = AtomicFile.create(file)) {
      write(out.stream());
      out.commit();
    }
  }

  private void write(OutputStream out) throws IOException {
    java.util.jar.Manifest manifest = new java.util.jar.Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, className);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    manifest.write(text);
    ZipOutputStream zip = new ZipOutputStream(out);
    entry(zip, "META-INF/MANIFEST.MF", text.toByteArray());
    for (Map.Entry<String, byte[]> f : files.entrySet()) entry(zip, f.getKey(), f.getValue());
    zip.finish();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(DATE);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
