/// Checked expressions: every name resolved, every shape known, one node per operation of the program to come.
/// It must not know the syntax tree; whatever can be wrong has been reported before a term exists.
/// Start reading at `Term`.
package dyn.frontend.term;
