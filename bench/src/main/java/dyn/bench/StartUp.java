package dyn.bench;

import static dyn.bench.Contestant.peer;

import java.util.ArrayList;
import java.util.List;

/** From nothing to a first result, and from text to code. */
final class StartUp {
  private static final Contestant WELL = peer("reference", "spawn").with("command=true");

  private StartUp() {}

  static List<Workload> all() {
    return List.of(first(), compile());
  }

  private static Contestant command(String name, String text) {
    return peer(name, "spawn").with("command=" + text);
  }

  private static Workload first() {
    String lorenz = "\"$ROOT/dyn\" run --no-plot \"$ROOT/samples/lorenz/lorenz.dyn\"";
    Contestant jvm = command("dyn run --no-plot", lorenz);
    Contestant subject = new Contestant(jvm.name(), jvm.launch(), jvm.arguments(), 1, Double.NaN, true, false);
    return new Workload("i", "start-up", "from the command line to the trajectory of Lorenz to t = 40 in a file", "run", 1, Cost.UNKNOWN,
        List.of(), WELL, 0,
        "dyn should take 350 ms at most. It writes 4000 records, a manifest and what it did; XPPAUT interprets and writes 200 points; "
            + "SciPy's time is mostly imports; the C++ is compiled first, as a model that was just changed has to be.",
        List.of(subject, command("dyn run --no-plot --backend llvm", lorenz + " --backend llvm"),
            command("XPPAUT -silent", "xppaut -silent \"$ROOT/bench/peers/lorenz.ode\""),
            command("SciPy", "echo run | python3 \"$ROOT/bench/peers/scipy_ode.py\" system=lorenz members=1 span=40 rtol=1e-6 "
                + "atol=1e-9 method=RK45"),
            command("C++ with odeint, g++ -O2", "g++ -O2 -DSTEPPER=runge_kutta_dopri5 \"$ROOT/bench/peers/odeint.cpp\" -o a.out && "
                + "echo run | ./a.out system=lorenz members=1 span=40 rtol=1e-6 atol=1e-9")));
  }

  private static Workload compile() {
    List<Contestant> all = new ArrayList<>();
    for (String backend : List.of("jvm", "llvm")) {
      Contestant dyn = Contestant.compiler(backend);
      Contestant small = dyn.with("file=bench/workloads/lorenz_single.dyn");
      all.add(new Contestant(small.name() + ", Lorenz", small.launch(), small.arguments(), 1, Double.NaN, true, false));
      all.add(dyn.with("file=bench/workloads/array.dyn").named(dyn.name() + ", an array of 10^2 cells"));
      all.add(dyn.with("file=bench/workloads/array.dyn", "set=cell=10_000_000").named(dyn.name() + ", the same of 10^7 cells"));
      for (int equations : new int[] {100, 1000})
        all.add(dyn.with("cascade=" + equations).named(String.format("%s, %,d scalar equations", dyn.name(), equations)));
    }
    all.add(command("gcc -O3, Lorenz by rk4 in C", "gcc -O3 -march=native \"$ROOT/bench/peers/lorenz_rk4_scalar.c\" -o a.out"));
    return new Workload("i", "compile", "from text to loaded code, the compiler warm", "compile", 1, Cost.UNKNOWN, List.of(), WELL, 0,
        "Lorenz should take 10 ms at most by the JVM, 40 ms by LLVM. A compiler that stays in a process and is warm is unfair to gcc, "
            + "which starts anew; the JVM makes machine code later, while it runs, which is not counted.",
        all);
  }
}
