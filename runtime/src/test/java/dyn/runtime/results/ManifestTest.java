package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path folder;

  @Test
  void textIsWholeOrderedAndEscaped() throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("sigma", "10");
    parameters.put("beta", "8/3");
    Manifest manifest = new Manifest("sweep", "Lorenz \"63\"", "C:\\m\\lorenz.dyn", Manifest.sha256(new byte[0]), Map.of(), "0.1.0", "jvm",
        "rk4(dt = 1e-3)", Map.of("set", List.of("sigma=10")), Long.MAX_VALUE, 1000, parameters, Map.of("v", "mV"),
        Map.of("u.csv", "01"), Map.of("C:\\m\\lorenz.dyn", "model L\n"), "00ff", OptionalDouble.of(0.25));
    parameters.put("late", "1");
    String expected = """
        {
          "experiment": "sweep",
          "model": "Lorenz \\"63\\"",
          "source": "C:\\\\m\\\\lorenz.dyn",
          "sourceSha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "compilerVersion": "0.1.0",
          "backend": "jvm",
          "method": "rk4(dt = 1e-3)",
          "options": {
            "set": [
              "sigma=10"
            ]
          },
          "seed": "9223372036854775807",
          "members": 1000,
          "parameters": {
            "sigma": "10",
            "beta": "8/3"
          },
          "units": {
            "v": "mV"
          },
          "inputs": {
            "u.csv": "01"
          },
          "stateHash": "00ff",
          "run": {
            "wallSeconds": 0.25
          },
          "texts": {
            "C:\\\\m\\\\lorenz.dyn": "model L\\n"
          }
        }
        """;
    assertEquals(expected, Files.readString(manifest.write(folder)));
    assertEquals(manifest, Manifest.parse(expected));
    for (int k = 0; k < expected.length() - 1; k++) {
      String torn = expected.substring(0, k);
      assertThrows(IllegalArgumentException.class, () -> Manifest.parse(torn));
    }
    assertThrows(UnsupportedOperationException.class, () -> manifest.parameters().put("x", "1"));
  }

  @Test
  void controlCharactersAndHalvesOfPairsAreEscaped() {
    String text = Json.text(Map.of("k",
        List.of("\u0000\u001f\t\n\r\u2028\u00e9", "\ud83d\ude00", "\ud83d", "\ude00x", true, 1.5, Double.NaN)));
    assertEquals("""
        {
          "k": [
            "\\u0000\\u001f\\t\\n\\r\u2028\u00e9",
            "\ud83d\ude00",
            "\\ud83d",
            "\\ude00x",
            true,
            1.5,
            "NaN"
          ]
        }
        """, text);
    assertEquals(text, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
