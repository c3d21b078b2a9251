/// Text to syntax tree: tokens are scanned first, so that ANTLR never sees unknown characters, unmatched brackets or deep nesting.
/// It must not know what names mean; every way a text can be wrong ends in a diagnostic.
/// Start reading at `SyntaxParser`.
package dyn.frontend.parse;
