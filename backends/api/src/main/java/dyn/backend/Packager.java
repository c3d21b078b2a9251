package dyn.backend;

import dyn.ir.Program;
import java.util.List;
import java.util.Map;

/** Makes what other programs can call without the compiler. */
public interface Packager {
  /** What can be made, by the words for {@code --emit}; the usual first. */
  List<String> kinds();

  /** Files by their path. */
  Map<String, byte[]> pack(Program program, Description description, String kind);
}
