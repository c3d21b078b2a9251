package dyn.backend.jvm;

import dyn.backend.Description;
import java.util.List;
import java.util.stream.Collectors;

/** What a model's jar says of its classes, as bytecode holds no comments. */
final class ModelReadme {
  private final StringBuilder out = new StringBuilder();

  private ModelReadme() {}

  static String text(Description d, JavaNames names) {
    ModelReadme r = new ModelReadme();
    r.write(d, names);
    return r.out.toString();
  }

  private void write(Description d, JavaNames names) {
    String simple = d.simpleName();
    line("Model " + d.model() + (d.doc().isEmpty() ? "" : ": " + d.doc()));
    line("Experiment " + d.experiment() + ", members: " + d.members());
    line("");
    line(d.name() + ": a value; each method that sets something makes a new one");
    method("new " + simple + "()", "the experiment as it was compiled");
    for (Description.Parameter p : d.parameters()) {
      method(names.parameter(p.name()) + (p.sizes().isEmpty() ? "(double)" : "(double...)"), about(p.name(), p.sizes(), p.unit(), p.doc()));
    }
    method("members(int), seed(long), threads(int)", "threads show in no result");
    method("run()", "runs all members and gives a " + simple + "Run");
    line("");
    line(d.name() + "Run");
    line("  Arrays are row-major: time first, then cells, then members.");
    for (int k = 0; k < d.tracks().size(); k++) {
      List<Description.Column> columns = d.tracks().get(k).columns();
      if (columns.isEmpty()) continue;
      method("times(" + k + ")", "times of " + columns.stream().map(Description.Column::label).collect(Collectors.joining(", ")));
    }
    names.records().forEach((label, method) -> method(method + "()", "the same as record(\"" + label + "\")"));
    for (Description.State s : d.states()) method(names.state(s.name()) + "()", "at the end: " + about(s.name(), s.sizes(), s.unit(), ""));
    method("code(int), reason(int)", "how a member ended: 0 is well");
    method("time(int)", "where it ended");
    method("accepted(int), rejected(int)", "its steps");
    method("hash()", "the state hash of dyn run");
    line("");
    line("java -jar FILE --help lists what the command line takes. Java 25 or later.");
  }

  private static String about(String name, List<Long> sizes, String unit, String doc) {
    String shape = sizes.isEmpty() ? "" : sizes.toString();
    return name + shape + (unit.isEmpty() ? "" : " in " + unit) + (doc.isEmpty() ? "" : ": " + doc);
  }

  private void method(String method, String about) {
    line("  " + method + " ".repeat(Math.max(1, 42 - method.length())) + about);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
