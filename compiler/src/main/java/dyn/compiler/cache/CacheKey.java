package dyn.compiler.cache;

import dyn.backend.Artifact;
import java.util.HexFormat;
import java.util.TreeMap;

/** SHA-256 of all that an entry is made from. */
record CacheKey(String hex) {
  /** @param version of the compiler */
  static CacheKey of(String version, Artifact emitted, String fingerprint) {
    Artifact sorted = new Artifact(emitted.backend(), emitted.name(), new TreeMap<>(emitted.files()), emitted.manifest());
    return new CacheKey(HexFormat.of().formatHex(Sha256.of(EntryFile.written(out -> {
      EntryFile.text(out, version);
      EntryFile.text(out, fingerprint);
      EntryFile.artifact(out, sorted);
    }))));
  }
}
