package dyn.kernel;

import java.lang.invoke.MethodHandles;

/** Access to this package, which hidden classes must be defined from within. */
public final class KernelPackage {
  private KernelPackage() {}

  public static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
