package dyn.ir;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What changes while a body is copied; see {@link Builder#copy}. Everything else is copied with types derived anew. */
public interface Rewrite {
  /** Of which there is one. */
  enum Nothing implements Rewrite {
    CHANGES;

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      return Optional.empty();
    }
  }

  /** Changes nothing. Not a constant: an archive of classes takes no lambda of an interface that has to be initialized. */
  static Rewrite none() {
    return Nothing.CHANGES;
  }

  /**
   * The values that stand for the results of {@code s} in the copy, or empty to copy it.
   *
   * @param known what the values before became
   */
  Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known);

  /** Type of a loop carry to start from, before it is widened by what enters and comes back. */
  default Type carry(Type type) {
    return type;
  }
}
