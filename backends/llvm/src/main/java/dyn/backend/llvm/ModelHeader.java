package dyn.backend.llvm;

import dyn.backend.Description;
import java.util.List;
import java.util.stream.Collectors;

/** The C header of a model: its functions, and a constant for each parameter, state and record. */
final class ModelHeader {
  /** In the order of their numbers; a constraint that does not hold has a number of its own behind them. */
  static final List<String> ERRORS = List.of("OK", "NO_PARAMETER", "WRONG_COUNT", "NO_MEMBERS", "NO_MEMORY", "NO_STEPS", "BACKWARDS",
      "WAS_STOPPED", "MEMBER_FAILED", "BROKEN");
  static final List<String> TEXTS = List.of("all is well", "there is no such parameter", "the parameter has another number of cells",
      "at least one member is needed, and none before number 0", "there is not enough memory",
      "the steps of this model are chosen by error control: advance to a time", "a run goes forward only", "the run was stopped",
      "a member failed: its code says how");

  private final Description d;
  private final CNames names;
  private final List<Description.Column> columns;
  private final StringBuilder out = new StringBuilder();

  ModelHeader(Description d, CNames names, List<Description.Column> columns) {
    this.d = d;
    this.names = names;
    this.columns = columns;
  }

  String text() {
    String m = names.model();
    String guard = names.constant("H");
    line("/* " + comment("Model " + d.model() + (d.doc().isEmpty() ? "" : ": " + d.doc())));
    line(" * Experiment " + d.experiment() + ", members: " + d.members() + (d.timeUnit().isEmpty() ? "" : ", time in " + d.timeUnit()));
    line(" * A model is used by one thread at a time; several models run side by side. Arrays are row-major, members last. */");
    line("#ifndef " + guard + "\n#define " + guard);
    line("#ifndef DYN_FREESTANDING\n#include <stddef.h>\n#include <stdint.h>\n#endif");
    line("#ifdef __cplusplus\nextern \"C\" {\n#endif\n#if defined(__GNUC__)\n#define " + api()
        + " __attribute__((visibility(\"default\")))\n#else\n#define " + api() + "\n#endif\n");
    line("typedef struct " + m + " " + m + ";\n");
    constants("What functions return. A constraint that does not hold is " + names.constant("BROKEN") + " or more.",
        ERRORS.stream().map(names::constant).toList(), List.of());
    constants("Parameters.", names.parameters(), d.parameters().stream().map(p -> about(p.name(), p.sizes(), p.unit(), p.doc())).toList());
    constants("States.", names.states(), d.states().stream().map(s -> about(s.name(), s.sizes(), s.unit(), "")).toList());
    constants("What is recorded.", names.records(), columns.stream().map(this::about).toList());
    functions();
    line("#ifdef __cplusplus\n}\n#endif\n#endif");
    return out.toString();
  }

  private String api() {
    return names.constant("API");
  }

  private void functions() {
    String m = names.model();
    function("The experiment as it was compiled; NULL where there is no memory.", m + " *" + m + "_create(void)");
    function("", "void " + m + "_destroy(" + m + " *)");
    function("Sets all cells of a parameter, and takes the run back to its start.",
        "int " + m + "_set(" + m + " *, int parameter, const double *values, size_t count)");
    function("", "int " + m + "_get(const " + m + " *, int parameter, double *values, size_t count)");
    function("Which members run: a member is the same alone or among others.",
        "int " + m + "_set_members(" + m + " *, int64_t first, int64_t count)");
    function("", "void " + m + "_set_seed(" + m + " *, int64_t seed)");
    line("/* Hears how far a member has come; a run is stopped where it does not return 0. */");
    line("typedef int " + m + "_progress(void *context, int64_t step, double time);");
    function("", "void " + m + "_on_progress(" + m + " *, " + m + "_progress *, void *context)");
    function("Runs to the end, from where it is.", "int " + m + "_run(" + m + " *)");
    function("Goes on by so many fixed steps, or to the end.", "int " + m + "_step(" + m + " *, int64_t steps)");
    function("Goes on to a time: by the fixed steps that end before it or at it, or by the steps of error control that do.",
        "int " + m + "_advance(" + m + " *, double until)");
    function("Takes the run back to its start.", "void " + m + "_reset(" + m + " *)");
    function("Where the members are: [cells..., member]. NULL before a run; not to be kept over the next call that runs or sets.",
        "const double *" + m + "_state(const " + m + " *, int state, size_t *count)");
    function("What was recorded so far: [time, cells..., member]. What a member did not reach is no number.",
        "const double *" + m + "_record(const " + m + " *, int record, size_t *count)");
    function("The times of these records.", "const double *" + m + "_times(const " + m + " *, int record, size_t *count)");
    function("How a member is: 0 is well, and a text for each code.", "int " + m + "_code(const " + m + " *, int64_t member)");
    function("", "const char *" + m + "_reason(int code)");
    function("Where a member is, and its steps: taken, and too inaccurate and taken again.",
        "double " + m + "_time(const " + m + " *, int64_t member)");
    function("", "int64_t " + m + "_accepted(const " + m + " *, int64_t member)");
    function("", "int64_t " + m + "_rejected(const " + m + " *, int64_t member)");
    function("What a function returned, in words.", "const char *" + m + "_text(int error)");
    line("");
  }

  private void function(String comment, String declaration) {
    if (!comment.isEmpty()) line("/* " + comment + " */");
    line(api() + " " + declaration + ";");
  }

  private void constants(String comment, List<String> constants, List<String> comments) {
    if (constants.isEmpty()) return;
    line("/* " + comment + " */\nenum {");
    for (int i = 0; i < constants.size(); i++) {
      line("  " + constants.get(i) + " = " + i + (i + 1 < constants.size() ? "," : "")
          + (comments.isEmpty() ? "" : " /* " + comment(comments.get(i)) + " */"));
    }
    line("};\n");
  }

  private String about(Description.Column c) {
    String own = about(c.label(), c.sizes(), c.unit(), "");
    return c.over() == Description.Over.EACH_MEMBER ? own : own + ", of which each member's value is here";
  }

  private static String about(String name, List<Long> sizes, String unit, String doc) {
    String shape = sizes.isEmpty() ? "" : sizes.stream().map(Object::toString).collect(Collectors.joining("][", "[", "]"));
    return name + shape + (unit.isEmpty() ? "" : " in " + unit) + (doc.isEmpty() ? "" : ": " + doc);
  }

  private static String comment(String text) {
    return text.replace("*/", "* /").replace('\n', ' ');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
