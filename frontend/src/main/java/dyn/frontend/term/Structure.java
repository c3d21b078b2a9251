package dyn.frontend.term;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A matrix as a sum of parts, each cheaper to hold and to multiply with than all of its cells. */
public record Structure(List<Part> parts, IndexRange rows, IndexRange cols) {
  public sealed interface Part {
    /** The terms it is made of, with names that tell them apart within a part of a kind. */
    List<Term> terms();

    /** What the k-th of them is called. */
    String name(int k);

    Part map(BiFunction<Integer, Term, Term> f);
  }

  /** The cell in row i and column i + offset is values[i]; there is none where that is no column. Rows and columns are one dimension. */
  public record Band(long offset, Term values) implements Part {
    @Override
    public List<Term> terms() {
      return List.of(values);
    }

    @Override
    public String name(int k) {
      return offset == 0 ? "diagonal" : (offset > 0 ? "above" : "below") + Math.abs(offset);
    }

    @Override
    public Band map(BiFunction<Integer, Term, Term> f) {
      return new Band(offset, f.apply(0, values));
    }
  }

  /** left right^T: the first axis of `left` are the rows, that of `right` the columns; their last axes are one dimension. */
  public record LowRank(Term left, Term right) implements Part {
    @Override
    public List<Term> terms() {
      return List.of(left, right);
    }

    @Override
    public String name(int k) {
      return k == 0 ? "left" : "right";
    }

    @Override
    public LowRank map(BiFunction<Integer, Term, Term> f) {
      return new LowRank(f.apply(0, left), f.apply(1, right));
    }

    public IndexRange rank() {
      return left.typing().shape().getLast();
    }
  }

  /**
   * The values of edges, one beside the other, each in the row of one end and the column of the other.
   *
   * @param into whether the rows are the nodes into which edges lead
   */
  public record Sparse(EdgeSet set, boolean into, Term values) implements Part {
    @Override
    public List<Term> terms() {
      return List.of(values);
    }

    @Override
    public String name(int k) {
      return "edges." + set.name();
    }

    @Override
    public Sparse map(BiFunction<Integer, Term, Term> f) {
      return new Sparse(set, into, f.apply(0, values));
    }
  }

  public Structure {
    parts = List.copyOf(parts);
  }

  public List<Band> bands() {
    return parts.stream().filter(Band.class::isInstance).map(Band.class::cast).toList();
  }

  public List<LowRank> lowRanks() {
    return parts.stream().filter(LowRank.class::isInstance).map(LowRank.class::cast).toList();
  }

  public List<Sparse> sparse() {
    return parts.stream().filter(Sparse.class::isInstance).map(Sparse.class::cast).toList();
  }

  public String text() {
    List<String> words = new ArrayList<>();
    List<Long> offsets = bands().stream().map(Band::offset).sorted().toList();
    if (offsets.equals(List.of(0L))) words.add("diagonal");
    else if (!offsets.isEmpty()) words.add("banded, offsets " + String.join(", ", offsets.stream().map(String::valueOf).toList()));
    for (LowRank l : lowRanks()) words.add("rank " + l.rank().size());
    for (Sparse p : sparse()) words.add("sparse, the edges of " + p.set().name());
    return String.join(" plus ", words);
  }

  /** Multiplications of a product with a vector. */
  public long products() {
    long n = bands().size() * rows.size();
    for (LowRank l : lowRanks()) n += l.rank().size() * (rows.size() + cols.size());
    for (Sparse p : sparse()) n += p.set().edge().size();
    return n;
  }

  /** Otherwise its cells are the better way to hold it. */
  public boolean pays() {
    return products() <= cells();
  }

  public long cells() {
    return rows.size() * cols.size();
  }
}
