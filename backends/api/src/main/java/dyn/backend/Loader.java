package dyn.backend;

/** Makes an artifact runnable in this process. */
public interface Loader {
  Kernel load(Artifact artifact);

  /** Does beforehand what takes long and can be kept: the same artifact, which {@link #load} takes as well, and faster. */
  default Artifact prepare(Artifact artifact) {
    return artifact;
  }

  /** All that what {@link #prepare} makes depends on, beside the artifact; empty where that makes nothing. */
  default String fingerprint() {
    return "";
  }
}
