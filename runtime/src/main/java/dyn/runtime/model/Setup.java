package dyn.runtime.model;

import dyn.backend.Description;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import dyn.runtime.ensemble.EnsembleRunner;
import dyn.runtime.ensemble.Job;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.ensemble.Tiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An experiment and what is changed in it: a value. Each change makes a new one. */
public final class Setup {
  private final Description description;
  private final Map<String, Object> inputs;
  private final int members;
  private final int threads;

  private Setup(Description description, Map<String, Object> inputs, int members, int threads) {
    this.description = description;
    this.inputs = inputs;
    this.members = members;
    this.threads = threads;
  }

  /** The experiment as it was compiled. @param model the class that stands for it, beside which its description lies */
  public static Setup of(Class<?> model) {
    Description d = Values.read(model, model.getSimpleName() + ".model");
    return new Setup(d, d.inputs(), d.members(), 1);
  }

  public Description description() {
    return description;
  }

  /** @param values one number for a number; for an array as many as it has cells, row-major */
  public Setup with(String parameter, double... values) {
    Description.Parameter p = parameter(parameter);
    if (values == null) throw new IllegalArgumentException(parameter + " is null");
    if (values.length != p.cells()) {
      throw new IllegalArgumentException(parameter + " has " + p.cells() + (p.cells() == 1 ? " value" : " values") + ", not "
          + values.length);
    }
    return changed(p.input(), p.sizes().isEmpty() ? (Object) values[0] : values.clone());
  }

  public double[] values(String parameter) {
    Object value = inputs.get(parameter(parameter).input());
    return value instanceof double[] array ? array.clone() : new double[] {(Double) value};
  }

  private Description.Parameter parameter(String name) {
    List<Description.Parameter> all = description.parameters();
    return all.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        "no parameter `" + name + "`; there are " + all.stream().map(Description.Parameter::name).toList()));
  }

  private Setup changed(String input, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(inputs);
    changed.put(input, value);
    return new Setup(description, changed, members, threads);
  }

  /** Of all draws. */
  public Setup seed(long seed) {
    return changed(Signature.SEED, seed);
  }

  public long seed() {
    return (Long) inputs.get(Signature.SEED);
  }

  public Setup members(int count) {
    if (count < 1) throw new IllegalArgumentException("members is " + count + "; at least one is needed");
    return new Setup(description, inputs, count, threads);
  }

  public int members() {
    return members;
  }

  /** Shows in no result. */
  public Setup threads(int count) {
    if (count < 1) throw new IllegalArgumentException("threads is " + count + "; at least one is needed");
    return new Setup(description, inputs, members, count);
  }

  /** @throws IllegalArgumentException where a parameter breaks a constraint of the model */
  public ModelRun run(Kernel kernel) {
    Memory memory = new Memory();
    inputs.forEach(memory::put);
    Job job = new Job(kernel, description.signature(), memory, 0, members, description.rows(), description.unrun(), Optional.empty(),
        Tiles.NONE);
    Outputs outputs = new EnsembleRunner(threads, 0).run(job, Progress.NONE);
    for (Description.Constraint c : description.constraints()) {
      long[] broken = outputs.integers(c.output());
      for (int m = 0; m < members; m++) {
        if (broken[m] != 0) throw new IllegalArgumentException(c.parameter() + " of member " + m + ": `" + c.text() + "` does not hold");
      }
    }
    return new ModelRun(description, outputs);
  }
}
