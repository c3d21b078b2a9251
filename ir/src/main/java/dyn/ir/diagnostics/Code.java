package dyn.ir.diagnostics;

import java.util.Optional;

/**
 * Every kind of mistake, by area: E01 syntax, E02 names, E03 kinds of values, E04 shapes, E05 model, E06 experiment and method, E07 target,
 * E08 data files, E09 failures while running. Each has a page with a wrong and a repaired example.
 */
public enum Code {
  E0101("this does not continue the sentence"),
  E0102("unknown character"),
  E0103("brackets do not match"),
  E0104("nested too deeply"),
  E0105("a text is not closed"),
  E0106("the file is too large"),
  E0107("no such operator"),
  E0108("no model in the file"),
  E0109("malformed number"),
  E0110("not supported yet"),
  E0111("comparisons do not chain"),
  E0112("two statements on one line"),
  E0113("unknown language version"),
  E0114("a file cannot be read"),
  E0115("the text of a program is malformed"),

  E0201("unknown name"),
  E0202("declared twice"),
  E0203("unknown function"),
  E0204("reserved name"),
  E0205("definitions form a cycle"),
  E0206("an index is bound twice"),
  E0207("unknown model"),
  E0208("unknown experiment"),
  E0209("an index is used where it has no value"),
  E0210("unknown dimension"),
  E0211("a name of the wrong kind"),
  E0212("a declared name has a dot"),
  E0213("imports form a circle"),
  E0214("the file has nothing of that name"),
  E0215("an import brings a name that is taken"),
  E0216("a file is imported twice"),
  E0217("a model contains itself"),
  E0218("an instance cannot be bound so"),
  E0219("too many files are imported"),

  E0301("a number and a condition are confused"),
  E0302("a constant is needed"),
  E0303("wrong number of arguments"),
  E0304("unknown named argument"),
  E0305("a complex number where a real one is needed"),
  E0306("complex numbers have no order"),
  E0307("not a function of complex numbers"),

  E0401("shapes do not match"),
  E0402("`@` needs matching dimensions"),
  E0403("wrong number of indices"),
  E0404("an array is not indexed"),
  E0405("the value does not have the declared shape"),
  E0406("an index ranges over another dimension"),
  E0407("an index is out of range"),
  E0408("an array literal has the wrong size"),
  E0409("a dimension is not a positive whole number"),
  E0410("a dimension is repeated"),
  E0411("an index is computed"),
  E0412("not the structure of a matrix"),
  E0413("the size of a matrix is not known"),
  E0414("what lies beyond the sides of a grid is not clear"),
  E0415("a neighbour where there is no grid"),
  E0416("not a field over a grid"),
  E0417("quantiles of no array"),
  E0430("it is not clear which edges there are"),
  E0431("a set of edges is empty or too large"),
  E0432("not the nodes of these edges"),
  E0433("edges are needed"),
  E0434("a file names a node that there is not"),

  E0501("a state has no initial value"),
  E0502("a state has no equation"),
  E0503("a rate of something that is not a state"),
  E0504("a state has two equations"),
  E0505("rates and `next` are mixed"),
  E0506("the model has no state"),
  E0507("a value is not known yet"),
  E0508("a parameter has no value"),
  E0509("a value breaks its constraint"),
  E0510("an equation has no prime"),
  E0511("the order of the derivative is not supported"),
  E0512("an input is not bound"),
  E0513("the model grows too large"),
  E0514("an unknown kind of real number"),
  E0515("an expectation lacks its quadrature"),
  E0516("a divergence of something that does not flow"),

  E0520("a memory of two times is not clear"),
  E0521("an integral that does not run over the past"),
  E0522("not a time of a memory"),
  E0523("cells without an order"),
  E0524("cells that all read each other"),

  E0530("a stale read where there is none"),
  E0531("nothing shows that stale reads are stable"),

  E0540("not linear in its differentials"),
  E0541("not a source of noise"),
  E0542("the method does not fit the noise"),
  E0543("nothing is known between the steps of a noisy path"),
  E0544("nothing is drawn here"),
  E0550("not an event"),
  E0551("events need steps of a fixed length"),

  E0601("an experiment has no time span"),
  E0602("the time span is empty"),
  E0603("unknown method"),
  E0604("a method lacks its step"),
  E0605("an option has a wrong value"),
  E0606("only parameters, states and dimensions can be set or varied"),
  E0607("the ensemble has the wrong size"),
  E0608("a time outside the span"),
  E0609("a statistic in the wrong place"),
  E0610("an `expect` lacks its tolerance"),
  E0611("said twice"),
  E0612("unknown distribution"),
  E0613("a map counts whole steps"),
  E0614("a seed is not a whole number"),
  E0615("an interval is not positive"),
  E0616("unknown interpolation"),
  E0617("an `expect` does not compare"),
  E0618("a sweep needs a list of values"),
  E0619("the method does not fit the model"),
  E0620("the records do not fit into memory"),
  E0621("a model is fed by itself"),
  E0622("values at several times in the wrong place"),
  E0630("a memory needs steps"),
  E0631("a memory is too large"),
  E0632("not an asynchronous schedule"),
  E0640("unknown kind of axes"),
  E0641("a plot does not suit the value"),
  E0642("a plot at too many times"),
  E0650("a tolerance finer than the numbers"),
  E0651("a histogram has no such bins"),
  E0652("a spectrum has no such windows or frequencies"),
  E0653("a displacement is no vector along that"),

  E0701("the target cannot run this"),
  E0702("unknown backend"),
  E0703("unknown unit"),
  E0704("values in different units are combined"),
  E0705("a plain number is needed"),
  E0706("a value is in another unit than it must be"),
  E0707("a name of the model is also a unit"),
  E0708("a unit cannot be declared like this"),
  E0709("a power that no unit has"),
  E0710("a unit for a model without units"),
  E0711("a temperature scale with an offset"),
  E0712("the unit of a column is not said"),
  E0713("nothing can be made for that target"),
  E0714("a file cannot be written"),
  E0715("not a name for a Java package"),
  W0720("a name that reads like a unit"),

  E0801("a data file cannot be read"),
  E0802("a column is missing"),
  E0803("a cell is not a number"),
  E0804("times do not increase"),
  E0806("the results do not fit on the disk"),
  E0807("a run cannot be resumed"),
  E0808("a result cannot be run again"),
  E0809("a run gave other bits than before"),
  E0820("a row has more or fewer fields than the header"),
  E0821("two columns have the same name"),
  E0822("a text is not UTF-8"),
  E0823("quotes do not match"),
  E0824("a decimal comma"),
  E0825("a value is missing"),
  E0826("a data file is too large"),
  E0827("a data file is damaged"),
  E0828("an array does not hold a column"),

  E0901("the step became too small"),
  E0902("a value is not finite"),
  E0903("too many steps"),
  E0905("an expectation does not hold"),
  W0904("interrupted");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  public Severity severity() {
    return name().charAt(0) == 'W' ? Severity.WARNING : Severity.ERROR;
  }

  /** By its name, in any letter case. */
  public static Optional<Code> named(String text) {
    for (Code code : values()) {
      if (code.name().equalsIgnoreCase(text.strip())) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
