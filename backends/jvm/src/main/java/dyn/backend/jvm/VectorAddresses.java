package dyn.backend.jvm;

import dyn.ir.Axis;
import dyn.ir.Placed;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Loads and stores of vectors: side by side in memory where the last index counts the lanes, else cell by cell. */
final class VectorAddresses {
  private final Vectors vectors;
  private final Values values;
  private final Code code;
  private final Function function;
  private final Context context;
  private final Simd simd;

  VectorAddresses(Vectors vectors, Values values, Code code, Function function, Context context) {
    this.vectors = vectors;
    this.values = values;
    this.code = code;
    this.function = function;
    this.context = context;
    this.simd = vectors.simd;
  }

  void load(Cell result, Placed.Load l, Cell active) {
    Scalar scalar = l.buffer().type().scalar();
    if (function.isGathered(l.indices())) {
      gather(result, l, active);
      return;
    }
    int at = first(l.buffer(), l.indices());
    vectors.keep(result, part -> simd.load(code, scalar, () -> {
      values.push(l.buffer());
      place(at, part);
    }));
  }

  void store(Placed.Store t, Cell active) {
    Scalar scalar = t.value().type().scalar();
    if (function.isGathered(t.indices())) {
      scatter(t, active);
      return;
    }
    int at = first(t.buffer(), t.indices());
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      simd.stored(code, scalar, () -> vectors.push(t.value(), part));
      values.push(t.buffer());
      place(at, part);
      if (active == null) simd.store(code, scalar);
      else {
        code.load(active.slot + part);
        simd.storeWhere(code, scalar);
      }
    }
  }

  private void place(int first, int part) {
    code.load(first);
    if (part == 0) return;
    code.index(part * simd.perVector());
    code.op(Opcodes.IADD, 2, Code.INT);
  }

  /** Address of the first lane, in a local. */
  private int first(Value buffer, List<Value> indices) {
    values.addresses().address(buffer, indices);
    int slot = code.reserve(Code.INT);
    code.store(slot);
    return slot;
  }

  /** Addresses of all lanes into the first place for integers, who takes part into the third. */
  private void addresses(Value buffer, List<Value> indices, Cell active) {
    Frame.Spill spill = function.spill();
    List<Axis> axes = buffer.type().axes();
    vectors.spill(Scalar.I64, spill.integers(0), part -> {
      vectors.push(indices.getFirst(), part);
      for (int i = 1; i < axes.size(); i++) {
        simd.species(code, Scalar.I64);
        if (axes.get(i).isDynamic()) values.addresses().lanes();
        else code.integer(axes.get(i).size());
        simd.broadcast(code, Scalar.I64);
        simd.binary(code, Scalar.I64, "mul");
        vectors.push(indices.get(i), part);
        simd.binary(code, Scalar.I64, "add");
      }
    });
    if (active != null) vectors.spill(Scalar.BOOL, spill.integers(2), part -> code.load(active.slot + part));
  }

  private void gather(Cell result, Placed.Load l, Cell active) {
    Frame.Spill spill = function.spill();
    Scalar scalar = l.buffer().type().scalar();
    addresses(l.buffer(), l.indices(), active);
    boolean real = scalar.isReal();
    values.push(l.buffer());
    masked(spill, active);
    code.load(real ? context.reals() : context.integers());
    int to = real ? spill.reals(0) : spill.integers(1);
    code.index(to);
    code.index(simd.lanes());
    vectors.loop("gather", real ? "(" + Cell.arrayOf(scalar) + "[JII[DII)V" : "([J[JII[JII)V", 7);
    vectors.unspill(result, scalar, to);
  }

  private void scatter(Placed.Store t, Cell active) {
    Frame.Spill spill = function.spill();
    Scalar scalar = t.value().type().scalar();
    boolean real = scalar.isReal();
    int from = real ? spill.reals(0) : spill.integers(1);
    vectors.spill(scalar, from, part -> vectors.push(t.value(), part));
    addresses(t.buffer(), t.indices(), active);
    values.push(t.buffer());
    masked(spill, active);
    code.load(real ? context.reals() : context.integers());
    code.index(from);
    code.index(simd.lanes());
    vectors.loop("scatter", real ? "(" + Cell.arrayOf(scalar) + "[JII[DII)V" : "([J[JII[JII)V", 7);
  }

  private void masked(Frame.Spill spill, Cell active) {
    code.load(context.integers());
    code.index(spill.integers(0));
    code.index(active == null ? -1 : spill.integers(2));
  }
}
