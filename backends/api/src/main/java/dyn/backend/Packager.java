package dyn.backend;

import dyn.ir.Program;
import java.util.Map;

/** Makes what other programs can call without the compiler: the kernel, and a class with a method for each parameter and result. */
public interface Packager {
  /** Files by their path. */
  Map<String, byte[]> pack(Program program, Description description);
}
