/// Names, shapes, stages and experiments: syntax tree to terms, with one diagnostic per mistake.
/// It must not know bodies or statements of a program.
/// Start reading at `ModelChecker`, `ExprChecker` and `ExperimentChecker`.
package dyn.frontend.check;
