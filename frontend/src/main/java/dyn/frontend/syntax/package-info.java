/// The syntax tree: what a user wrote, each part with its place in the text.
/// It must not know names' meanings, shapes or programs.
/// Start reading at `ModelFile`, then `Expr`.
package dyn.frontend.syntax;
