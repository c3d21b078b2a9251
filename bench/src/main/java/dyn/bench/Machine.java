package dyn.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the numbers were measured on. */
final class Machine {
  /** Operations and bytes in a second; NaN where no probe was built. */
  record Limits(double flopsDouble, double flopsSingle, double bytesOneCore, double bytesAllCores) {}

  private Machine() {}

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  static List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add("processor: " + first("/proc/cpuinfo", "model name").replaceFirst(".*: ", "") + ", " + cores() + " cores, vectors "
        + vectors());
    String governor = first("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "");
    facts.add("clock: " + first("/proc/cpuinfo", "cpu MHz").replaceFirst(".*: ", "") + " MHz now, governor "
        + (governor.isEmpty() ? "unknown" : governor));
    facts.add("caches: " + caches());
    facts.add("memory: " + first("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "").transform(k -> Long.parseLong(k) / (1 << 20))
        + " GiB, huge pages " + first("/sys/kernel/mm/transparent_hugepage/enabled", ""));
    facts.add("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", load "
        + first("/proc/loadavg", "").replaceFirst("(\\S+) .*", "$1") + " at the start");
    facts.add("java: " + System.getProperty("java.vm.version") + " " + System.getProperty("java.vendor"));
    for (String c : List.of("gcc", "clang")) facts.add(c + ": " + said(c, "--version"));
    facts.add("python3: " + said("python3", "-c", "import scipy, numpy; print('scipy', scipy.__version__, 'numpy', numpy.__version__)"));
    facts.add("packages: " + said("sh", "-c", "dpkg-query -W -f '${Package} ${Version}, ' libboost-dev libsundials-dev libsleef-dev "
        + "xppaut libc6 2>/dev/null").replaceFirst(", $", ""));
    return facts;
  }

  private static String vectors() {
    String flags = first("/proc/cpuinfo", "flags");
    return Stream.of("avx512f", "avx2", "sve", "asimd").filter(flags::contains).findFirst().orElse("unknown");
  }

  private static String caches() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String folder = "/sys/devices/system/cpu/cpu0/cache/index" + i + "/";
      String size = first(folder + "size", "");
      if (!size.isEmpty()) all.add("L" + first(folder + "level", "") + " " + first(folder + "type", "") + " " + size);
    }
    return all.isEmpty() ? "unknown" : String.join(", ", all);
  }

  private static String first(String file, String start) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.filter(l -> l.startsWith(start)).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String said(String... command) {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return p.waitFor() == 0 ? text.lines().findFirst().orElse("") : "none";
    } catch (IOException e) {
      return "none";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
