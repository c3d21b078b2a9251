package dyn.backend.llvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** LLVM's own C compiler and linker, unpacked beside its library at first use: nothing has to be installed. */
final class Toolchain {
  private static final String FOLDER = "/org/bytedeco/llvm/" + Loader.getPlatform() + "/";

  private final Path folder;
  private final String triple;

  /** @param folder where files of this run lie; programs run there */
  Toolchain(Path folder, String triple) {
    this.folder = folder;
    this.triple = triple;
  }

  /** C without a library's headers to an object file. */
  void compile(String source, String object) {
    run("clang", "libclang-cpp.so.19.1", "--target=" + triple, "-std=c11", "-O2", "-fPIC", "-ffreestanding", "-fvisibility=hidden",
        "-ffp-contract=off", "-c", source, "-o", object);
  }

  void link(String... words) {
    List<String> all = new ArrayList<>(List.of("-flavor", "gnu", "-m", triple.startsWith("aarch64") ? "aarch64linux" : "elf_x86_64"));
    all.addAll(List.of(words));
    run("lld", "", all.toArray(String[]::new));
  }

  private void run(String program, String library, String... words) {
    List<String> command = new ArrayList<>(List.of(unpacked(program).toString()));
    command.addAll(List.of(words));
    try {
      if (!library.isEmpty()) unpacked(library);
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) throw new IllegalStateException(program + " " + String.join(" ", words) + ":\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(program + " was interrupted", e);
    }
  }

  private static synchronized Path unpacked(String name) {
    Library.load();
    try {
      File file = Loader.cacheResource(org.bytedeco.llvm.global.LLVM.class, FOLDER + name);
      if (file == null || !Files.exists(file.toPath())) throw new IllegalStateException("LLVM's archive has no " + name);
      file.setExecutable(true);
      return file.toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
