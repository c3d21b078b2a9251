package dyn.frontend.check;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Normalization;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** `normalize s to e at output`: of an array state, to a real norm that is known before the run. */
final class Normalizations {
  private final Names names;
  private final Diagnostics diagnostics;

  Normalizations(Names names, Diagnostics diagnostics) {
    this.names = names;
    this.diagnostics = diagnostics;
  }

  List<Normalization> of(List<ModelItem.Normalize> items) {
    Map<String, Ident> seen = new LinkedHashMap<>();
    List<Normalization> all = new ArrayList<>();
    for (ModelItem.Normalize n : items) {
      Ident first = seen.putIfAbsent(n.target().full(), n.target());
      if (first != null) {
        diagnostics.add(Diagnostic.of(Code.E0202, n.target().span(), "`" + n.target().full() + "` is normalized twice")
            .because("again here").label(first.span(), "first here"));
      } else {
        one(n).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Normalization> one(ModelItem.Normalize n) {
    String name = n.target().full();
    Symbol state = names.symbols.get(name);
    Symbol norm = names.symbols.get(n.norm().name());
    if (names.broken.contains(name) || names.broken.contains(n.norm().name())) return Optional.empty();
    if (state == null || state.kind() != Symbol.Kind.STATE) return wrong(n.target(), state);
    if (norm.stage().compareTo(Stage.PARAMETER) > 0) {
      return refused(Diagnostic.of(Code.E0507, n.norm().span(), "a norm is known before the run").because("this changes in it")
          .help("write a number, or what follows from parameters"));
    }
    List<String> dims = state.shape().stream().map(IndexRange::dim).toList();
    boolean over = !norm.complex() && dims.size() > norm.shape().size() && norm.shape().stream().allMatch(r -> dims.contains(r.dim()));
    if (!over) {
      return refused(Diagnostic.of(Code.E0405, n.norm().span(), "no norm of `" + name + "`")
          .because("it is " + (norm.complex() ? "complex" : Typing.number(norm.shape()).shapeText()))
          .label(n.target().span(), "this is " + Typing.number(state.shape()).shapeText())
          .help("a norm is one number, or one for each of some dimensions of an array"));
    }
    if (names.definitions.get(norm.name()) instanceof Term.Constant c && !(c.value() > 0)) {
      return refused(Diagnostic.of(Code.E0509, n.norm().span(), "a norm is above 0").because("it is not"));
    }
    return Optional.of(new Normalization(n.target(), state.parts(), norm));
  }

  private Optional<Normalization> wrong(Ident target, Symbol found) {
    Diagnostic d = Diagnostic.of(found == null ? Code.E0201 : Code.E0211, target.span(), "`" + target.full() + "` is no state")
        .because(found == null ? "declared nowhere" : "it is " + found.kind().text());
    return refused(found == null ? d : d.help("only a state is kept up to a factor; divide others by their norm"));
  }

  private Optional<Normalization> refused(Diagnostic d) {
    diagnostics.add(d);
    return Optional.empty();
  }
}
