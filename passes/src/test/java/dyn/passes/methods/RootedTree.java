package dyn.passes.methods;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A rooted tree, one per order condition (J. C. Butcher 1963; Hairer, Norsett, Wanner I, II.2). */
record RootedTree(List<RootedTree> children) {
  /** All rooted trees with n vertices, at index n. */
  static List<List<RootedTree>> upTo(int order) {
    var trees = new ArrayList<List<RootedTree>>();
    trees.add(List.of());
    for (int n = 1; n <= order; n++) {
      var found = new ArrayList<RootedTree>();
      extend(trees, n - 1, n - 1, 0, new ArrayList<>(), found);
      trees.add(found);
    }
    return trees;
  }

  /** Adds children of at most the given size and, among those of that size, not before the given index: each multiset once. */
  private static void extend(
      List<List<RootedTree>> trees, int left, int size, int from, List<RootedTree> children, List<RootedTree> found) {
    if (left == 0) {
      found.add(new RootedTree(List.copyOf(children)));
      return;
    }
    for (int n = Math.min(size, left); n >= 1; n--) {
      for (int i = n == size ? from : 0; i < trees.get(n).size(); i++) {
        children.add(trees.get(n).get(i));
        extend(trees, left - n, n, i, children, found);
        children.removeLast();
      }
    }
  }

  int order() {
    return 1 + children.stream().mapToInt(RootedTree::order).sum();
  }

  double density() {
    return children.stream().mapToDouble(RootedTree::density).reduce(order(), (x, y) -> x * y);
  }

  /** The elementary weight of every stage: over the children, the product of {@code sum_j a_ij phi_j(child)}. */
  double[] weights(double[][] a) {
    double[] phi = new double[a.length];
    Arrays.fill(phi, 1);
    for (RootedTree child : children) {
      double[] below = child.weights(a);
      for (int i = 0; i < a.length; i++) {
        phi[i] *= dot(a[i], below);
      }
    }
    return phi;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
