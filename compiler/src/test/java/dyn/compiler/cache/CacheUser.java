package dyn.compiler.cache;

import dyn.backend.Artifact;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/** A process that asks for programs, more than the folder may hold, and fails if it gets another. */
final class CacheUser {
  private static final int PROGRAMS = 9;

  private CacheUser() {}

  /** Folder, seed, rounds, bytes of an object. */
  public static void main(String[] args) {
    use(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
  }

  static ArtifactCache cache(Path folder, int bytes) {
    return new ArtifactCache(folder, 5L * bytes, InstantSource.system());
  }

  static void use(Path folder, int seed, int rounds, int bytes) {
    ArtifactCache cache = cache(folder, bytes);
    Random random = new Random(seed);
    SlowLoader loader = new SlowLoader(bytes);
    for (int k = 0; k < rounds; k++) {
      Artifact emitted = SlowLoader.emitted(Integer.toString(random.nextInt(PROGRAMS)));
      loader.assertRight(emitted, cache.prepared(emitted, loader));
    }
  }
}
