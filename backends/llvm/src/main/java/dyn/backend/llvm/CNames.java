package dyn.backend.llvm;

import dyn.backend.Description;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names in C of a model and of what it has, in the order of its description. */
record CNames(String model, List<String> parameters, List<String> states, List<String> records) {
  /** Words of C and C++, and what the library's own source calls things. */
  private static final Set<String> TAKEN = Set.of(("alignas alignof asm auto bool break case catch char class const constexpr continue "
      + "decltype default delete do double else enum explicit export extern false float for friend goto if inline int long mutable "
      + "namespace new noexcept nullptr operator private protected public register restrict return short signed sizeof static struct "
      + "switch template this throw true try typedef typeid typename union unsigned using virtual void volatile while aligned_alloc "
      + "begin blank cell drop dprintf enter free host main memcpy memory memset operand outcome output parameter part place poll print "
      + "printf records rows set start strcmp strlen strtod strtoll track usage wrong").split(" "));

  static CNames of(Description d, List<Description.Column> columns) {
    String plain = snake(d.simpleName());
    String model = TAKEN.contains(plain) ? plain + "_model" : plain;
    return new CNames(model, constants(model, "PARAMETER", d.parameters().stream().map(Description.Parameter::name).toList()),
        constants(model, "STATE", d.states().stream().map(Description.State::name).toList()),
        constants(model, "RECORD", columns.stream().map(Description.Column::label).toList()));
  }

  /** {@code HodgkinHuxley} as {@code hodgkin_huxley}. */
  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9_]", "_").toLowerCase(Locale.ROOT);
  }

  private static List<String> constants(String model, String kind, List<String> labels) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (String label : labels) {
      String plain = label.replace("'", "_rate").replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
      String name = (model + "_" + kind + "_" + (plain.isEmpty() ? "value" : plain)).toUpperCase(Locale.ROOT);
      while (!taken.add(name)) name += "_";
      names.add(name);
    }
    return names;
  }

  String constant(String name) {
    return model.toUpperCase(Locale.ROOT) + "_" + name;
  }
}
