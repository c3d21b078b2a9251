/**
 * What every pass made of a program: as lines that changed, and as a folder with a page to read in a browser.
 * Must not know terminals or the language of models.
 * Start reading at {@link dyn.compiler.trace.PassStep}.
 */
package dyn.compiler.trace;
