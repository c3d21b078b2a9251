package dyn.runtime.results;

/**
 * JavaCPP, whose release is that of LLVM's presets, would tell the user that it is one ahead of HDF5's, which does no harm. It asks these
 * properties when it is loaded, whoever loads it.
 */
public final class JavaCppLog {
  private JavaCppLog() {}

  public static void silence() {
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
