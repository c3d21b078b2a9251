package dyn.runtime.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records of every member. The value of member {@code firstMember + m} at {@code times[t]} is {@code values[t * members + m]}.
 * A member that stopped early has NaN from then on.
 */
public record MemberTable(String name, String timeUnit, double[] times, int members, int firstMember,
    List<Column> columns) implements RecordTable {
  public MemberTable(String name, double[] times, int members, int firstMember, List<Column> columns) {
    this(name, "", times, members, firstMember, columns);
  }

  public MemberTable {
    columns = List.copyOf(columns);
    if (members < 1 || firstMember < 0) {
      throw new IllegalArgumentException("members " + members + " from " + firstMember);
    }
    for (Column column : columns) {
      if (column.values().length != Math.multiplyExact(times.length, members)) {
        throw new IllegalArgumentException("column " + column.label() + " has " + column.values().length + " values for "
            + times.length + " times of " + members + " members");
      }
    }
  }

  public Optional<Column> column(String label) {
    return columns.stream().filter(c -> c.label().equals(label)).findFirst();
  }

  /** The values of all members at one record time, in member order. */
  public double[] at(int time, Column column) {
    return Arrays.copyOfRange(column.values(), time * members, (time + 1) * members);
  }

  /** The trajectory of one member, counted from {@code firstMember}. */
  public Table member(int member) {
    int offset = member - firstMember;
    if (offset < 0 || offset >= members) {
      throw new IndexOutOfBoundsException("member " + member + " of " + firstMember + " .. " + (firstMember + members - 1));
    }
    List<Column> own = columns.stream().map(c -> {
      double[] values = new double[times.length];
      for (int t = 0; t < values.length; t++) {
        values[t] = c.values()[t * members + offset];
      }
      return new Column(c.label(), c.unit(), values);
    }).toList();
    return new Table(name, "time", timeUnit, times, own);
  }
}
