package dyn.llvmir;

import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Each scalar function as instructions that give the bits of {@link Primitive#evaluate}: no fast-math flag, no undefined case. */
final class PrimitivePrinter {
  private final Shape shape;
  private final Lines out;
  private final Operands operands;
  private final Intrinsics intrinsics;

  PrimitivePrinter(Shape shape, Lines out, Operands operands, Intrinsics intrinsics) {
    this.shape = shape;
    this.out = out;
    this.operands = operands;
    this.intrinsics = intrinsics;
  }

  void print(Value result, Pure.Apply a) {
    boolean wide = Shape.hasLanes(result);
    Scalar of = a.args().getLast().type().scalar();
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < shape.parts(result.type()); k++) {
      int part = k;
      List<String> args = a.args().stream().map(v -> operands.part(v, part, wide)).toList();
      parts.add(new One(result.name(), of, wide, args).print(a.primitive()));
    }
    operands.define(result, parts);
  }

  /** One application to operands of one type, but for the condition of a choice. */
  private final class One {
    private final String name;
    private final Scalar of;
    private final boolean wide;
    private final List<String> args;
    private final String type;

    One(String name, Scalar of, boolean wide, List<String> args) {
      this.name = name;
      this.of = of;
      this.wide = wide;
      this.args = args;
      type = shape.text(of, wide);
    }

    String print(Primitive p) {
      return switch (p) {
        case ADD, SUB, MUL -> instruction((of.isReal() ? "f" : "") + p.text());
        case DIV -> instruction("fdiv");
        case NEG -> of.isReal() ? out.let(name, "fneg " + type + " " + args.getFirst()) : integer("sub", zero(), args.getFirst());
        case FMA -> intrinsic("fma");
        case SQRT -> intrinsic("sqrt");
        case FLOOR -> intrinsic("floor");
        case RINT -> intrinsic("roundeven");
        case MIN -> intrinsic(of.isReal() ? "minimum" : "smin");
        case MAX -> intrinsic(of.isReal() ? "maximum" : "smax");
        case ABS -> of.isReal() ? intrinsic("fabs") : absolute();
        case AND, OR, XOR -> instruction(p.text());
        case NOT -> integer("xor", args.getFirst(), constant(-1));
        case SHL -> shift("shl");
        case SHR -> shift("lshr");
        case SAR -> shift("ashr");
        case IDIV -> quotient();
        case IMOD -> integer("srem", args.get(0), divisor());
        case LT, LE, GT, GE, EQ, NE -> compare(p);
        case SELECT -> choose(name, of, args.get(0), args.get(1), args.get(2));
        case TO_F64, TO_F32, TO_I64, BITS, FROM_BITS, F32_FROM_BITS -> convert(p);
        default -> throw new IllegalArgumentException(p.text() + " was not expanded");
      };
    }

    private String instruction(String word) {
      return integer(word, args.get(0), args.get(1));
    }

    private String integer(String word, String a, String b) {
      return out.let(name, word + " " + type + " " + a + ", " + b);
    }

    private String intrinsic(String word) {
      return out.let(name, intrinsics.call(type, "llvm." + word + "." + shape.suffix(of, wide), args));
    }

    private String absolute() {
      return out.let(name, intrinsics.call(type, "llvm.abs." + shape.suffix(of, wide), List.of(type, "i1"),
          List.of(args.getFirst(), "false")));
    }

    private String zero() {
      return operands.zero(of, wide);
    }

    private String constant(long x) {
      String text = Constants.text(of, x);
      return wide ? operands.vector(Shape.text(of) + " " + text) : text;
    }

    /** The lowest six bits count. */
    private String shift(String word) {
      String by = out.let(name + ".by", "and " + type + " " + args.get(1) + ", " + constant(63));
      return integer(word, args.get(0), by);
    }

    /** Neither 0, which has no quotient, nor -1, whose quotient may not fit; the remainder by 1 is theirs. */
    private String divisor() {
      String none = out.let(name + ".none", "icmp eq " + type + " " + args.get(1) + ", " + zero());
      String minus = out.let(name + ".minus", "icmp eq " + type + " " + args.get(1) + ", " + constant(-1));
      String special = out.let(name + ".special", "or " + shape.text(Scalar.BOOL, wide) + " " + none + ", " + minus);
      return choose(name + ".by", of, special, constant(1), args.get(1));
    }

    private String quotient() {
      String quotient = out.let(name + ".q", "sdiv " + type + " " + args.get(0) + ", " + divisor());
      String negative = out.let(name + ".neg", "sub " + type + " " + zero() + ", " + args.get(0));
      String minus = out.let(name + ".minus", "icmp eq " + type + " " + args.get(1) + ", " + constant(-1));
      String known = choose(name + ".any", of, minus, negative, quotient);
      String none = out.let(name + ".none", "icmp eq " + type + " " + args.get(1) + ", " + zero());
      return choose(name, of, none, zero(), known);
    }

    private String compare(Primitive p) {
      String word = p.text();
      // A comparison with NaN does not hold, but for `ne`.
      String predicate = of.isReal() ? (p == Primitive.NE ? "u" : "o") + word
          : p == Primitive.EQ || p == Primitive.NE ? word : "s" + word;
      return out.let(name, (of.isReal() ? "fcmp " : "icmp ") + predicate + " " + type + " " + args.get(0) + ", " + args.get(1));
    }

    private String convert(Primitive p) {
      String x = args.getFirst();
      return switch (p) {
        case TO_F64 -> cast(of == Scalar.I64 ? "sitofp" : "fpext", x, Scalar.F64);
        case TO_F32 -> cast(of == Scalar.I64 ? "sitofp" : "fptrunc", x, Scalar.F32);
        case TO_I64 -> out.let(name, intrinsics.call(shape.text(Scalar.I64, wide),
            "llvm.fptosi.sat." + shape.suffix(Scalar.I64, wide) + "." + shape.suffix(of, wide), List.of(type), List.of(x)));
        case BITS -> of == Scalar.F64 ? cast("bitcast", x, Scalar.I64) : bitsOfSingle(x);
        case FROM_BITS -> cast("bitcast", x, Scalar.F64);
        default -> {
          String low = out.let(name + ".low", "trunc " + type + " " + x + " to " + halves());
          yield out.let(name, "bitcast " + halves() + " " + low + " to " + shape.text(Scalar.F32, wide));
        }
      };
    }

    private String cast(String word, String x, Scalar to) {
      return out.let(name, word + " " + type + " " + x + " to " + shape.text(to, wide));
    }

    private String bitsOfSingle(String x) {
      String bits = out.let(name + ".low", "bitcast " + type + " " + x + " to " + halves());
      return out.let(name, "sext " + halves() + " " + bits + " to " + shape.text(Scalar.I64, wide));
    }

    private String halves() {
      return wide ? "<" + shape.perPart() + " x i32>" : "i32";
    }

    private String choose(String as, Scalar scalar, String condition, String yes, String no) {
      return PrimitivePrinter.this.choose(as, scalar, wide, condition, yes, no);
    }
  }

  String choose(String as, Scalar scalar, boolean wide, String condition, String yes, String no) {
    String type = shape.text(scalar, wide);
    return out.let(as, "select " + shape.text(Scalar.BOOL, wide) + " " + condition + ", " + type + " " + yes + ", " + type + " " + no);
  }
}
