package dyn.passes.methods;

/**
 * For states with a memory of all their past on the grid of steps: an explicit Euler step, and then so many corrections by the trapezoidal
 * rule, each with the rates at the end of the step as found before. One correction gives the order; more come near the implicit rule.
 */
public record Corrected(String name, int order, int corrections, String citation) implements Method {}
