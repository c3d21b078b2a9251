/**
 * The interpreter that defines every operation, slow and obvious; poison mode shows reads beyond reach.
 * Must not know the user's language, any pass, or another backend.
 * Start reading at {@link dyn.backend.reference.Interpreter}.
 */
package dyn.backend.reference;
