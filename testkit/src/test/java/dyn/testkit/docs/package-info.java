/**
 * Keeps the documentation true: every example in it is checked, run or refused, every command's output compared.
 * Must not know what the pages are about.
 * Start reading at {@link dyn.testkit.docs.PagesTest}.
 */
package dyn.testkit.docs;
