package dyn.llvmir;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a body is called.
 *
 * @param hasContext it is given a {@link Context} before its operands
 * @param returns type of all its results together
 */
record FunctionSignature(String name, boolean hasContext, String returns) {
  static FunctionSignature of(String name, Body body, Shape shape, boolean hasContext) {
    List<String> types = body.results().stream()
        .flatMap(r -> IntStream.range(0, shape.parts(r.type())).mapToObj(_ -> shape.text(r.type()))).toList();
    String returns = types.isEmpty() ? "void" : types.size() == 1 ? types.getFirst()
        : types.stream().collect(Collectors.joining(", ", "{ ", " }"));
    return new FunctionSignature(name, hasContext, returns);
  }

  /** A buffer whose first axis is known when the program runs comes with the number of its cells. */
  static boolean hasLength(Value param) {
    List<Axis> axes = param.type().axes();
    return !param.type().isRegister() && axes.getFirst().isDynamic();
  }
}
