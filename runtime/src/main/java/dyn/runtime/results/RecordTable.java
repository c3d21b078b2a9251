package dyn.runtime.results;

import java.util.List;

/** Records in order of time: one row per time, or per time and member. */
public sealed interface RecordTable permits Table, MemberTable {
  double[] times();

  List<Column> columns();
}
