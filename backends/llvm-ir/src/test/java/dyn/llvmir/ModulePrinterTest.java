package dyn.llvmir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Program;
import dyn.ir.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs and the modules that they become, side by side; {@code -Dbless} writes these. */
class ModulePrinterTest {
  private static final Path GOLDEN = Path.of("src", "test", "golden");
  private static final Machine MACHINE = new Machine("x86_64-unknown-linux-gnu", "x86-64-v4", "", 512);

  private static String print(Program p, Machine machine) {
    return new ModulePrinter(p, machine, ModulePrinter.ENTRY).print();
  }

  @TestFactory
  Stream<DynamicTest> goldens() throws IOException {
    return Files.list(GOLDEN).filter(f -> f.toString().endsWith(".ir")).sorted()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    Path golden = file.resolveSibling(file.getFileName().toString().replace(".ir", ".ll"));
    String printed = print(Text.parse(Files.readString(file)), MACHINE);
    if (System.getProperty("bless") != null) Files.writeString(golden, printed);
    assertEquals(Files.readString(golden), printed);
  }

  /** Half the vector, twice the registers. */
  @Test
  void partsSuitTheMachine() throws IOException {
    Program p = Text.parse(Files.readString(GOLDEN.resolve("lanes.ir")));
    String narrow = print(p, MACHINE.withVectors(256));
    assertTrue(narrow.contains("<4 x double>") && !narrow.contains("<8 x double>"));
    assertEquals(4, narrow.lines().filter(l -> l.contains("fmul <4 x double>")).count());
  }

  /** No flag that lets LLVM round otherwise. */
  @Test
  void nothingIsFast() throws IOException {
    for (String name : new String[] {"lanes.ir", "cells.ir"}) {
      String text = print(Text.parse(Files.readString(GOLDEN.resolve(name))), MACHINE);
      for (String flag : new String[] {" fast ", " contract ", " reassoc ", " nnan ", " ninf ", " nsz ", " arcp ", " afn "}) {
        assertTrue(!text.contains(flag), flag);
      }
    }
  }
}
