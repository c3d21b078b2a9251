package dyn.frontend.check;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.ModelTerms;
import java.util.Map;
import java.util.Optional;

/** A checked model and what experiments need to be checked against it. */
record CheckedModel(Definition.Model syntax, ModelTerms terms, ExprChecker checker, Map<String, ModelItem.Param> params,
    Map<String, ModelItem.State> states, Map<String, ModelItem.Input> inputs, Optional<MethodCall> hint) {
  Names names() {
    return checker.names;
  }

  Constants constants() {
    return checker.constants;
  }
}
