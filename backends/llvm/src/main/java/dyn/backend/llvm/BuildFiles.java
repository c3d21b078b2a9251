package dyn.backend.llvm;

import dyn.backend.Description;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** How other builds find a model's library: for pkg-config and for CMake. Both go by where they lie themselves. */
final class BuildFiles {
  private static final String PKG_CONFIG = """
      prefix=${pcfiledir}/../..

      Name: @model@
      Description: @title@
      Version: 1
      Cflags: -I${prefix}/include
      Libs: -L${prefix}/lib -l@model@
      """;
  private static final String CMAKE = """
      get_filename_component(_@model@_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
      if(NOT TARGET @model@::@model@)
        add_library(@model@::@model@ SHARED IMPORTED)
        set_target_properties(@model@::@model@ PROPERTIES
          IMPORTED_LOCATION "${_@model@_prefix}/lib/lib@model@.so"
          INTERFACE_INCLUDE_DIRECTORIES "${_@model@_prefix}/include")
      endif()
      """;

  private BuildFiles() {}

  static Map<String, byte[]> of(String model, Description d) {
    String title = d.model() + ", experiment " + d.experiment();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("lib/pkgconfig/" + model + ".pc", filled(PKG_CONFIG, model, title));
    files.put("lib/cmake/" + model + "/" + model + "Config.cmake", filled(CMAKE, model, title));
    return files;
  }

  private static byte[] filled(String text, String model, String title) {
    return text.replace("@model@", model).replace("@title@", title).getBytes(StandardCharsets.UTF_8);
  }
}
