/// Units of measure: dimensions, the units of the language and of a model, literals into working units, and what every quantity is in.
/// It must not know shapes, terms or programs: it sees the syntax tree only, and gives one without units back.
/// Start reading at `Units`, then `UnitSystem` and `Quantities`.
package dyn.frontend.units;
