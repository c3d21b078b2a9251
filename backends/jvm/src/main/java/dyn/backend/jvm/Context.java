package dyn.backend.jvm;

import org.objectweb.asm.Opcodes;

/** Locals of a method that hold the host and the worker's frame. */
record Context(int host, int reals, int integers, int buffers) {
  static Context parameters(Code code) {
    int host = code.parameter("dyn/backend/Host");
    return new Context(host, code.parameter("[D"), code.parameter("[J"), code.parameter("[Ljava/lang/Object;"));
  }

  /** Pushes all four, as the first operands of a call. */
  void load(Code code) {
    code.load(host);
    code.load(reals);
    code.load(integers);
    code.load(buffers);
  }

  /** Pushes what the frame holds for {@code c}. */
  void load(Code code, Cell c) {
    code.load(arrayOf(c));
    code.index(c.place());
    if (c.isArray()) {
      code.op(Opcodes.AALOAD, 2, "java/lang/Object");
      code.cast(Cell.arrayOf(c.value.type().scalar()));
      return;
    }
    switch (c.value.type().scalar()) {
      case F64 -> code.op(Opcodes.DALOAD, 2, Code.REAL);
      case F32 -> {
        code.op(Opcodes.DALOAD, 2, Code.REAL);
        code.op(Opcodes.D2F, 1, Code.FLOAT);
      }
      case I64 -> {
        code.op(Opcodes.LALOAD, 2, Code.LONG);
        if (c.narrow) code.op(Opcodes.L2I, 1, Code.INT);
      }
      case BOOL -> {
        code.op(Opcodes.LALOAD, 2, Code.LONG);
        code.op(Opcodes.L2I, 1, Code.INT);
      }
    }
  }

  /** Keeps in the frame what {@code value} pushes for {@code c}. */
  void store(Code code, Cell c, Runnable value) {
    code.load(arrayOf(c));
    code.index(c.place());
    value.run();
    if (c.isArray()) {
      code.op(Opcodes.AASTORE, 3);
      return;
    }
    switch (c.value.type().scalar()) {
      case F64 -> code.op(Opcodes.DASTORE, 3);
      case F32 -> {
        code.op(Opcodes.F2D, 1, Code.REAL);
        code.op(Opcodes.DASTORE, 3);
      }
      case I64 -> {
        if (c.narrow) code.op(Opcodes.I2L, 1, Code.LONG);
        code.op(Opcodes.LASTORE, 3);
      }
      case BOOL -> {
        code.op(Opcodes.I2L, 1, Code.LONG);
        code.op(Opcodes.LASTORE, 3);
      }
    }
  }

  private int arrayOf(Cell c) {
    if (c.isArray()) return buffers;
    return switch (c.value.type().scalar()) {
      case F64, F32 -> reals;
      case I64, BOOL -> integers;
    };
  }
}
