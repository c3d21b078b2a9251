package dyn.frontend.term;

import dyn.frontend.InputTable;
import dyn.ir.Scalar;
import java.util.List;
import java.util.Map;

/**
 * A checked experiment, as far as it shapes the program.
 *
 * @param real in what numbers the model computes
 * @param start of time
 * @param bases parameters whose values are given from outside
 * @param edges what the program reads of sets of edges, given from outside
 * @param setup parameters, and the `let`s they need, each after those it reads
 * @param initial one per state, in the order of the states
 * @param inputs inputs bound to expressions; the others have a table
 * @param observes one body each, with what it records
 * @param requirements constraints that only a run can decide: conditions over parameters
 */
public record ExperimentTerms(Scalar real, double start, List<Symbol> bases, List<EdgeSet.Data> edges, List<Defined> setup,
    List<Defined> initial, Map<Symbol, Defined> inputs, List<InputTable> tables, List<List<Defined>> observes,
    List<Defined> requirements) {}
