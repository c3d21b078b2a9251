package dyn.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Host;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import dyn.ir.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LorenzTest {
  private static final Host NOBODY = (_, _) -> false;

  private static Memory memory(long steps, double... starts) {
    return new Memory().put(Signature.LANES, (long) starts.length).put("n", steps).put("h", 0.01).put("sigma", 10.0).put("rho", 28.0)
        .put("beta", 8.0 / 3).put("x0", starts).put("out", new double[3 * starts.length]);
  }

  private static void check(Memory m, long steps) {
    double[] starts = m.reals("x0");
    double[] out = m.reals("out");
    for (int lane = 0; lane < starts.length; lane++) {
      double[] expected = Lorenz.java(steps, 0.01, 10, 28, 8.0 / 3, starts[lane]);
      for (int i = 0; i < 3; i++) assertEquals(expected[i], out[i * starts.length + lane], "component " + i + " of member " + lane);
    }
  }

  @Test
  void givesTheBitsOfPlainJava() {
    Kernel k = Kernels.load(Lorenz.TEXT);
    Memory m = memory(1000, 1.0, 1.5, -2.0, 7.25);
    k.run(m, NOBODY);
    check(m, 1000);
  }

  @Test
  void severalWorkersRunOneKernel() throws InterruptedException {
    Kernel k = Kernels.load(Lorenz.TEXT);
    List<Memory> memories = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    for (int w = 0; w < 6; w++) {
      Memory m = memory(20_000, 1.0 + w, 2.0 - w);
      memories.add(m);
      workers.add(Thread.ofPlatform().start(() -> k.run(m, NOBODY)));
    }
    for (Thread w : workers) w.join();
    memories.forEach(m -> check(m, 20_000));
  }

  @Test
  void theArtifactIsClassFiles() {
    Backend found = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).filter(b -> b.name().equals("jvm"))
        .findFirst().orElseThrow();
    Artifact a = found.emit(Text.parse(Lorenz.TEXT));
    assertEquals("dyn.kernel.Lorenz", a.manifest().get(JvmBackend.ENTRY));
    assertTrue(a.files().containsKey("dyn/kernel/Lorenz.class"), a.files().keySet()::toString);
    assertEquals("f64[member=*] own", a.manifest().get("memory.x0"));
  }
}
