package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, the answer is a code with a place in it, and exit code 1. */
class MalformedFilesTest {
  private static final String MODEL = "model A {\n  state x = 1\n  x' = -x\n}\nexperiment e {\n  time 0 .. 1\n  record x at end\n}\n";

  @TempDir
  private Path folder;

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("bytes", new byte[] {(byte) 0x80, (byte) 0xff, 0x00, (byte) 0xc3, 0x28, 0x1b});
    files.put("latin1", "model Übung {\n}\n".getBytes(StandardCharsets.ISO_8859_1));
    files.put("utf16", MODEL.getBytes(StandardCharsets.UTF_16));
    files.put("zeros", new byte[4096]);
    files.put("empty", new byte[0]);
    text(files, "brackets", "model A {\n  state x = " + "(".repeat(200_000) + "\n}\n");
    text(files, "closed", "model A {\n  state x = 1\n  x' = " + "(".repeat(200_000) + "x" + ")".repeat(200_000) + "\n}\n");
    text(files, "minus", "model A {\n  state x = 1\n  x' = " + "-".repeat(200_000) + "x\n}\n");
    text(files, "backwards", MODEL.replace("0 .. 1", "1 .. 0"));
    text(files, "huge", MODEL.replace("x = 1", "x = 1e999999999999"));
    text(files, "digits", MODEL.replace("0 .. 1", "0 .. " + "9".repeat(100_000)));
    text(files, "unclosed", "model A {\n  state x = 1\n  x' = -x\n");
    text(files, "string", "model A \"never closed {\n");
    text(files, "cycle", MODEL.replace("state x = 1", "let a = b\n  let b = a\n  state x = a"));
    text(files, "steps", MODEL.replace("record", "method rk4(dt = 1e-300)\n  record"));
    text(files, "records", MODEL.replace("at end", "every 1e-12"));
    text(files, "dims", MODEL.replace("state x", "dim n = 1e18\n  state y[n] = 1\n  y' = -y\n  state x"));
    text(files, "prose", "Dear compiler,\n\nplease integrate the Lorenz system.\n");
    return files;
  }

  private static void text(Map<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @TestFactory
  Stream<DynamicTest> files_() throws IOException {
    return files().entrySet().stream().flatMap(f -> Stream.of("check", "run").filter(c -> !(c.equals("check") && onlyAtRun(f.getKey())))
        .map(command -> DynamicTest.dynamicTest(command + " " + f.getKey(), () -> {
          Path file = folder.resolve(f.getKey() + ".dyn");
          Files.write(file, f.getValue());
          refused(command.equals("run") ? Calls.dyn("run", file.toString(), "--out", folder.resolve("out").toString())
              : Calls.dyn("check", file.toString()));
        })));
  }

  /** Faults of size, which show only with the method and the records at hand. */
  private static boolean onlyAtRun(String name) {
    return name.equals("steps") || name.equals("records") || name.equals("dims");
  }

  @TestFactory
  Stream<DynamicTest> paths() {
    return Stream.of("missing.dyn", "no/such/folder/a.dyn", "", ".", "a\u0000b").flatMap(p -> Stream.of("run", "explain", "ir")
        .map(command -> DynamicTest.dynamicTest(command + " " + p.replace('\0', '0'), () ->
            refused(Calls.dyn(command, p.isEmpty() || p.equals(".") ? folder + "/" + p : folder + "/" + p)))));
  }

  private static void refused(Calls.Said said) {
    assertEquals(Exit.MISTAKE, said.code(), said.all());
    assertTrue(said.err().matches("(?s)error\\[E\\d{4}\\]: .*"), said.err());
    assertTrue(said.err().contains("^"), said.err());
    assertFalse(said.all().contains("\tat ") || said.all().contains("Exception"), said.all());
    assertFalse(said.all().contains("dyn-fault"), said.all());
    assertTrue(said.err().length() < 20_000, "no more than a screen or two");
  }
}
