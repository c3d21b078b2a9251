/// Whether a map is stable with stale reads: how much a step can change when what it reads does, from the program and the parameters.
/// It must not know syntax, passes or how a program runs.
/// Start reading at `Certifier`, then `Evaluator`.
package dyn.frontend.stability;
