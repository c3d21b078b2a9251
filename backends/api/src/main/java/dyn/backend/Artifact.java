package dyn.backend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files by relative path, and what describes them. */
public record Artifact(String backend, String name, Map<String, byte[]> files, Map<String, String> manifest) {
  public Artifact {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    manifest = Collections.unmodifiableMap(new LinkedHashMap<>(manifest));
  }
}
