package dyn.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Who computes a workload.
 *
 * @param launch how it is started
 * @param arguments beside those of the workload
 * @param share of the workload's units that it computes, where all of them would take too long
 * @param bar how many times the time of dyn it should take at least; NaN for none
 * @param jvmBar the same beside dyn on the JVM
 * @param subject whether all others are set beside it
 * @param law whether it has paths of its own, and says as `off` by how many standard errors its means miss those that they should have
 */
record Contestant(String name, Launch launch, List<String> arguments, double share, double bar, double jvmBar, boolean subject,
    boolean law) {
  /** Of one bar. */
  Contestant(String name, Launch launch, List<String> arguments, double share, double bar, boolean subject, boolean law) {
    this(name, launch, arguments, share, bar, bar, subject, law);
  }

  static Contestant peer(String name, String binary) {
    return new Contestant(name, new Launch.Built(binary), List.of(), 1, Double.NaN, false, false);
  }

  static Contestant java(String name, String mainClass, String... arguments) {
    return new Contestant(name, new Launch.Java(mainClass, Launch.Java.Work.LOOPS), List.of(arguments), 1, Double.NaN, false, false);
  }

  static Contestant compiler(String backend) {
    return new Contestant("dyn " + backend, new Launch.Java("dyn.bench.CompileContestant", Launch.Java.Work.COMPILER),
        List.of("backend=" + backend), 1, Double.NaN, false, false);
  }

  static Contestant python(String name, String script) {
    return new Contestant(name, new Launch.Python(script), List.of(), 1, Double.NaN, false, false);
  }

  /** @param vectors {@code ON} or {@code OFF}; with them it is a subject */
  static Contestant dyn(String backend, String vectors, String file, String... arguments) {
    List<String> all = new ArrayList<>(List.of("file=bench/workloads/" + file, "backend=" + backend, "vectors=" + vectors));
    all.addAll(List.of(arguments));
    boolean subject = vectors.equals("ON");
    String name = "dyn " + backend + (subject ? "" : ", no vectors");
    Launch.Java.Work work = backend.equals("jvm") ? Launch.Java.Work.LOOPS : Launch.Java.Work.NATIVE;
    return new Contestant(name, new Launch.Java("dyn.bench.DynContestant", work), all, 1, Double.NaN, subject, false);
  }

  Contestant with(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new Contestant(name, launch, all, share, bar, jvmBar, subject, law);
  }

  Contestant named(String other) {
    return new Contestant(other, launch, arguments, share, bar, jvmBar, subject, law);
  }

  /** Computes each {@code n}th member only, and is counted so. */
  Contestant every(int n) {
    return new Contestant(name, launch, arguments, 1.0 / n, bar, jvmBar, subject, law).with("stride=" + n);
  }

  Contestant bar(double times) {
    return bar(times, times);
  }

  Contestant bar(double times, double besideJvm) {
    return new Contestant(name, launch, arguments, share, times, besideJvm, subject, law);
  }

  double barBeside(Contestant other) {
    return other.arguments.contains("backend=jvm") ? jvmBar : bar;
  }

  Contestant byLaw() {
    return new Contestant(name, launch, arguments, share, bar, jvmBar, subject, true);
  }

  Contestant beside() {
    return new Contestant(name, launch, arguments, share, bar, jvmBar, false, law);
  }
}
