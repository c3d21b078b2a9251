/// Models in one layout: spacing, indentation and alignment from the tokens, line breaks from the author.
/// It must not know what a text means; it changes white space only.
/// Start reading at `Formatter`, then `Layout`.
package dyn.frontend.format;
