package dyn.llvmir;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The functions of LLVM's own that a module calls, with their declarations. */
final class Intrinsics {
  private final SortedMap<String, String> declarations = new TreeMap<>();

  /** The text of a call. */
  String call(String result, String name, List<String> types, List<String> operands) {
    declarations.put(name, "declare " + result + " @" + name + "(" + String.join(", ", types) + ")");
    StringBuilder text = new StringBuilder("call ").append(result).append(" @").append(name).append('(');
    for (int i = 0; i < types.size(); i++) text.append(i == 0 ? "" : ", ").append(types.get(i)).append(' ').append(operands.get(i));
    return text.append(')').toString();
  }

  /** Of operands that are all of the type of the result. */
  String call(String type, String name, List<String> operands) {
    return call(type, name, operands.stream().map(_ -> type).toList(), operands);
  }

  Iterable<String> declarations() {
    return declarations.values();
  }
}
