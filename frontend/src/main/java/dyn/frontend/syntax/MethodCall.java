package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;

/** `tsit5(rtol = 1e-8)`. */
public record MethodCall(Span span, Ident name, List<Expr.Arg> options) {}
