package dyn.frontend.parse;

import dyn.frontend.ParsedFile;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelFile;
import dyn.grammar.DynLexer;
import dyn.grammar.DynParser;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Parses a file. At a syntax error the parse stops, the statement is reported and cut out, and the rest is parsed anew: one message per
 * broken statement, and none that follows from an earlier one.
 */
public final class SyntaxParser {
  static final int LARGEST = 16_000_000;
  private static final int MOST_ERRORS = 10;

  private final Tokens tokens;
  private final Diagnostics diagnostics;

  private SyntaxParser(SourceFile source, Diagnostics diagnostics) {
    this.tokens = new Tokens(source);
    this.diagnostics = diagnostics;
  }

  public static ParsedFile parse(SourceFile source) {
    Diagnostics diagnostics = new Diagnostics();
    if (source.text().length() > LARGEST) {
      diagnostics.add(Diagnostic.of(Code.E0106, source.span(0, 1), "the file has more than " + LARGEST / 1_000_000 + " million characters")
          .because("this file").help("keep data in CSV files and bind it with `input u from \"data.csv\"`"));
      return new ParsedFile(new ModelFile(source, List.of()), diagnostics.list());
    }
    ModelFile file = new SyntaxParser(source, diagnostics).file().orElse(new ModelFile(source, List.of()));
    return new ParsedFile(file, diagnostics.list());
  }

  /** `name = value`, as given on the command line. */
  public static Optional<ExperimentItem.Set> assignment(SourceFile source, Diagnostics diagnostics) {
    return new SyntaxParser(source, diagnostics).single(DynParser::loneAssignment, (c, b) -> b.assignment(c.assignment()));
  }

  /** One method with its options, as given on the command line. */
  public static Optional<MethodCall> method(SourceFile source, Diagnostics diagnostics) {
    return new SyntaxParser(source, diagnostics).single(DynParser::loneMethod, (c, b) -> b.method(c.methodChoice()));
  }

  private Optional<ModelFile> file() {
    TokenScan scan = new TokenScan(tokens, diagnostics);
    if (!scan.wellFormed()) return Optional.empty();
    scan.markNoises();
    new EventScan(tokens, diagnostics).mark();
    new Refusals(tokens, diagnostics).cut();
    scan.markExpectations();
    scan.markStale();
    scan.markEdges();
    scan.refuseForeign();
    scan.markReductions();
    scan.markMemories();
    scan.markMoments();
    scan.markModules();
    scan.markUpdates();
    scan.markGrids();
    scan.markOrders();
    scan.markUnits();
    for (int errors = 0; errors < MOST_ERRORS; errors++) {
      try {
        return Optional.of(new TreeBuilder(tokens, diagnostics).file(parsed(DynParser::file)));
      } catch (ParseCancellationException e) {
        if (!reportAndCut((RecognitionException) e.getCause())) break;
      }
    }
    return Optional.empty();
  }

  private <C extends ParserRuleContext, T> Optional<T> single(Function<DynParser, C> rule, BiFunction<C, TreeBuilder, T> build) {
    TokenScan scan = new TokenScan(tokens, diagnostics);
    if (!scan.wellFormed()) return Optional.empty();
    scan.markExpectations();
    scan.markStale();
    scan.refuseForeign();
    scan.markReductions();
    scan.markMemories();
    scan.markMoments();
    scan.markUnits();
    try {
      return Optional.of(build.apply(parsed(rule), new TreeBuilder(tokens, diagnostics)));
    } catch (ParseCancellationException e) {
      report((RecognitionException) e.getCause());
      return Optional.empty();
    }
  }

  /** SLL is enough for right texts; the full prediction only decides whether a text is really wrong. */
  private <C> C parsed(Function<DynParser, C> rule) {
    try {
      return rule.apply(parser(PredictionMode.SLL));
    } catch (ParseCancellationException e) {
      return rule.apply(parser(PredictionMode.LL));
    }
  }

  private DynParser parser(PredictionMode mode) {
    DynParser parser = new DynParser(tokens.stream());
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }

  /** False where nothing is left to parse. */
  private boolean reportAndCut(RecognitionException e) {
    report(e);
    int at = tokens.indexOf(e.getOffendingToken());
    Statements statements = new Statements(tokens);
    int start = statements.start(at);
    boolean header = tokens.type(start) == DynParser.MODEL || tokens.type(start) == DynParser.EXPERIMENT;
    boolean late = at > 0 && start == at && !ends(e);
    if (at >= tokens.size() || header || late || tokens.text(at).equals("}")) return cutBefore(statements, at);
    tokens.cut(start, Math.max(at + 1, statements.end(start)));
    return true;
  }

  /** Whether what was read so far could have ended where the error is. */
  private static boolean ends(RecognitionException e) {
    var expected = e.getExpectedTokens();
    return expected == null || expected.contains(Token.EOF) || expected.toList().stream()
        .anyMatch(t -> "'}'".equals(DynLexer.VOCABULARY.getLiteralName(t)));
  }

  /** An error at a closing brace, or at the next statement, belongs to the statement before it. */
  private boolean cutBefore(Statements statements, int at) {
    if (at == 0 || at >= tokens.size() || "{};".contains(tokens.text(at - 1))) return false;
    tokens.cut(statements.start(at - 1), at);
    return true;
  }

  private void report(RecognitionException e) {
    var token = e.getOffendingToken();
    int at = tokens.indexOf(token);
    Diagnostic d = Diagnostic.of(Code.E0101, tokens.span(token, token), "unexpected " + Words.token(token));
    String expected = Words.expected(e instanceof InputMismatchException || e.getCtx() != null ? e.getExpectedTokens() : null);
    d = d.because(expected.isEmpty() ? "this does not continue the statement" : expected);
    diagnostics.add(new SyntaxHelp(tokens).help(d, at));
  }
}
