/**
 * A page about an experiment: what a step costs as written and as it is left, and the flow of its values with every wait in it.
 * Must not know terminals; nothing on the page is drawn by hand, all of it follows from the programs.
 * Start reading at {@link dyn.compiler.page.Page}.
 */
package dyn.compiler.page;
