/// Several files and models become one: imports are followed, and every `use` is replaced by the declarations it stands for.
/// It must not know shapes, kinds or experiments' meaning; after it, a model is as flat as if written by hand.
/// Start reading at `Linker`, then `Flattener`, then `Instantiation`.
package dyn.frontend.link;
