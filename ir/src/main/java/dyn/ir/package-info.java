/**
 * The program: types with reach, operations in families, bodies, levels, the text form and the verifier.
 * Must not know the user's language, any pass, any backend.
 * Start reading at {@link dyn.ir.Op}, then {@link dyn.ir.Type}, then {@link dyn.ir.Text}.
 */
package dyn.ir;
