package dyn.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may see whom. The modules say the same; this says it where a module's path would let more through. */
class ModuleArrowsTest {
  private static final JavaClasses ALL = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dyn");

  private static final String IR = "dyn.ir..";
  private static final String BACKEND_API = "dyn.backend";

  /** Project packages that classes in {@code from} may use, beside their own. */
  private record Arrow(String from, List<String> to) {
    void check(JavaClasses in) {
      List<String> allowed = new ArrayList<>(to);
      allowed.add(from);
      classes().that().resideInAPackage(from).should().onlyDependOnClassesThat(
          resideInAnyPackage(allowed.toArray(String[]::new)).or(resideOutsideOfPackage("dyn..")))
          .allowEmptyShould(true).check(in);
    }
  }

  private static Stream<Arrow> arrows() {
    return Stream.of(
        new Arrow("dyn.grammar..", List.of()),
        new Arrow(IR, List.of()),
        new Arrow("dyn.frontend..", List.of(IR, "dyn.grammar..")),
        new Arrow("dyn.passes..", List.of(IR)),
        new Arrow(BACKEND_API, List.of(IR)),
        new Arrow("dyn.backend.reference..", List.of(IR, BACKEND_API)),
        // The package in which kernels are defined as hidden classes.
        new Arrow("dyn.kernel", List.of()),
        new Arrow("dyn.backend.jvm..", List.of(IR, BACKEND_API, "dyn.kernel")),
        new Arrow("dyn.llvmir..", List.of(IR)),
        new Arrow("dyn.backend.llvm..", List.of(IR, BACKEND_API, "dyn.llvmir..")),
        new Arrow("dyn.runtime..", List.of(IR, BACKEND_API)),
        // Backends are found by ServiceLoader: the compiler names none.
        new Arrow("dyn.compiler..", List.of(IR, "dyn.frontend..", "dyn.passes..", BACKEND_API, "dyn.runtime..")),
        // The command line sees the compiler and the values that its API hands out: programs, experiments, waits, outputs, plots. It
        // names no backend, no parser, and no step of a pass.
        new Arrow("dyn.cli..", List.of("dyn.compiler..", IR, "dyn.frontend", "dyn.passes", "dyn.passes.step", BACKEND_API,
            "dyn.runtime..")));
  }

  @TestFactory
  Stream<DynamicTest> arrowsHold() {
    return arrows().map(a -> DynamicTest.dynamicTest(a.from(), () -> a.check(ALL)));
  }

  @Test
  void everyPackageHasAnArrow() {
    List<String> roots = arrows().map(a -> a.from().replace("..", "")).toList();
    List<String> stray = ALL.stream().map(c -> c.getPackageName()).distinct().sorted()
        .filter(p -> !p.startsWith("dyn.testkit") && roots.stream().noneMatch(r -> isIn(r, p))).toList();
    assertTrue(stray.isEmpty(), () -> "no arrow for " + stray);
    assertTrue(ALL.contain("dyn.ir.Program") && ALL.contain("dyn.backend.reference.Interpreter"));
  }

  private static boolean isIn(String root, String packageName) {
    return packageName.equals(root) || packageName.startsWith(root + ".") && !root.equals(BACKEND_API);
  }

  @Test
  void aForbiddenArrowWouldShow() {
    assertThrows(AssertionError.class, () -> new Arrow("dyn.backend.reference..", List.of(IR)).check(ALL));
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses().that().resideOutsideOfPackage("dyn.cli..").should().callMethod(System.class, "exit", int.class).check(ALL);
  }
}
