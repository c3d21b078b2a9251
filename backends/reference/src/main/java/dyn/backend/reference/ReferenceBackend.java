package dyn.backend.reference;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Target;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Text;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The program's own text is the artifact; running it is interpreting it. */
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String summary() {
    return "interprets the program: slow, and the definition of every operation";
  }

  @Override
  public Target target() {
    return new Target("reference", Level.STEP, true);
  }

  @Override
  public Artifact emit(Program program) {
    String file = program.name() + "." + program.level().text() + ".ir";
    byte[] text = Text.print(program).getBytes(StandardCharsets.UTF_8);
    return new Artifact(name(), program.name(), Map.of(file, text), Map.of("level", program.level().text()));
  }

  @Override
  public Optional<Loader> loader() {
    return Optional.of(artifact -> {
      byte[] text = artifact.files().values().iterator().next();
      return new ReferenceKernel(Text.parse(new String(text, StandardCharsets.UTF_8), new MathLibrary()::body), Poison.NONE);
    });
  }
}
