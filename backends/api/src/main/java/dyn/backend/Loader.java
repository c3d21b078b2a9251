package dyn.backend;

/** Makes an artifact runnable in this process. */
public interface Loader {
  Kernel load(Artifact artifact);
}
