package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lane-wise computation: constants and scalar primitives applied cell by cell, broadcasting by axis name. */
public sealed interface Pure extends Op {
  @Override
  default List<Body> bodies() {
    return List.of();
  }

  /** One number, the same everywhere; {@code bits} as in {@link Scalar}. */
  record Const(Scalar scalar, long bits) implements Pure {
    public static Const of(double x) {
      return new Const(Scalar.F64, Double.doubleToRawLongBits(x));
    }

    /** A real number, rounded to {@code scalar}. */
    public static Const of(Scalar scalar, double x) {
      return new Const(scalar, scalar.bits(x));
    }

    public static Const of(long x) {
      return new Const(Scalar.I64, x);
    }

    public static Const of(boolean x) {
      return new Const(Scalar.BOOL, x ? 1 : 0);
    }

    @Override
    public String name() {
      return "const";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.of(scalar));
    }

    @Override
    public List<Value> operands() {
      return List.of();
    }

    @Override
    public Const mapOperands(UnaryOperator<Value> f) {
      return this;
    }
  }

  /** {@code primitive} of the operands, cell by cell. */
  record Apply(Primitive primitive, List<Value> args) implements Pure {
    public Apply {
      args = List.copyOf(args);
      if (args.size() != primitive.arity())
        throw new IllTyped(primitive.text() + " takes " + primitive.arity() + " operands, not " + args.size());
      primitive.resultOf(scalars(args));
    }

    @Override
    public String name() {
      return primitive.text();
    }

    @Override
    public List<Type> resultTypes() {
      Type[] types = new Type[args.size()];
      for (int i = 0; i < types.length; i++) types[i] = args.get(i).type();
      return List.of(Type.meet(primitive.resultOf(scalars(args)), List.of(types)));
    }

    private static List<Scalar> scalars(List<Value> args) {
      Scalar[] scalars = new Scalar[args.size()];
      for (int i = 0; i < scalars.length; i++) scalars[i] = args.get(i).type().scalar();
      return List.of(scalars);
    }

    @Override
    public List<Value> operands() {
      return args;
    }

    @Override
    public Apply mapOperands(UnaryOperator<Value> f) {
      return new Apply(primitive, Op.map(args, f));
    }
  }

  /**
   * Applies a body, cell by cell over the axes that operands have beyond those of its parameters: a scalar body over all axes, a
   * body of one member over all members.
   */
  record Call(Body callee, List<Value> args) implements Pure {
    public Call {
      args = List.copyOf(args);
      if (callee == null) throw new IllTyped("a call names what it calls");
      if (args.size() != callee.params().size()) throw new IllTyped("@" + callee.name() + " takes " + callee.params().size() + " operands");
      for (int i = 0; i < args.size(); i++) requireFit(callee, callee.params().get(i), args.get(i).type());
    }

    private static void requireFit(Body callee, Value param, Type given) {
      boolean fits = param.type().scalar() == given.scalar();
      for (Axis a : param.type().axes()) {
        fits &= given.axis(a.name()).filter(a::equals).isPresent() && given.reachAlong(a.name()).covers(param.type().reachAlong(a.name()));
      }
      if (!fits) throw new IllTyped("@" + callee.name() + " wants " + param + ", not " + given);
    }

    /** Axes over which the body is applied again and again. */
    public Type mapped() {
      List<Type> extra = new ArrayList<>();
      for (int i = 0; i < args.size(); i++) {
        Type t = args.get(i).type();
        for (Axis a : callee.params().get(i).type().axes()) t = t.without(a.name());
        extra.add(t);
      }
      return Type.meet(Scalar.BOOL, extra);
    }

    @Override
    public String name() {
      return "call";
    }

    @Override
    public List<Type> resultTypes() {
      Type mapped = mapped();
      return callee.results().stream().map(r -> Type.meet(r.type().scalar(), List.of(mapped, r.type()))).toList();
    }

    @Override
    public List<Value> operands() {
      return args;
    }

    @Override
    public Call mapOperands(UnaryOperator<Value> f) {
      return new Call(callee, Op.map(args, f));
    }

    @Override
    public boolean hasEffect() {
      return callee.hasEffect();
    }
  }
}
