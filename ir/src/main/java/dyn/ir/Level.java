package dyn.ir;

import java.util.List;
import java.util.Locale;

/** How far a program has come on its way to a machine, and which operations are legal there. */
public enum Level {
  /** Scalar functions of the library: legal at every other level. */
  FN,
  /** Drift, outputs, initial values as pure bodies: nothing runs yet, nothing waits. */
  MODEL,
  /** One step of the chosen method and the time loop; waits after every write that another lane reads. */
  STEP,
  /** Only the waits that are proved necessary. */
  LOCAL,
  /** Loops, loads and stores: a backend prints it. */
  PLACED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean allows(Op op) {
    return switch (op) {
      case Pure.Apply a -> this != PLACED || !a.primitive().isLibrary() && areRegisters(a.args());
      case Pure _, Regions _ -> true;
      case Lanes.Iota i when i.axis().name().equals(Axis.LANE) -> this == PLACED;
      case Lanes _ -> this == MODEL || this == STEP || this == LOCAL;
      case Sync _ -> this == STEP || this == LOCAL;
      case Noise _ -> this == MODEL || this == STEP || this == LOCAL;
      case Output.Poll _ -> this == STEP || this == LOCAL || this == PLACED;
      case Output _ -> this == STEP || this == LOCAL;
      case Placed _ -> this == PLACED;
    };
  }

  private static boolean areRegisters(List<Value> values) {
    for (Value v : values) if (!v.type().isRegister()) return false;
    return true;
  }
}
