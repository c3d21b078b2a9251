/**
 * Local rewrites that change no bit.
 * Must not know where in a program they are applied.
 * Start reading at {@link dyn.passes.rules.Rules}.
 */
package dyn.passes.rules;
