package dyn.compiler;

import dyn.ir.Text;
import dyn.runtime.ensemble.StateHash;
import dyn.runtime.results.Manifest;
import dyn.runtime.results.RecordSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What is needed to go on with a run from the end of a segment.
 *
 * @param manifest what the run is
 * @param program hash of the program at STEP
 * @param carries what the kernel handed out at the end of the segment, by name; empty at the start of the run
 * @param chains of the hash
 * @param kept records that pictures need, by track: numbers in the run, then values by output
 * @param spectra what of them has been summed up, by name
 * @param verdicts so far, per expectation; null where none of its records was seen
 * @param marks ends of the output files
 * @param seconds wall time so far
 */
public record Checkpoint(String manifest, String program, Position position, Map<String, Object> carries,
    Map<String, StateHash.Chain> chains,
    List<long[]> kept, Map<String, double[]> values, Map<String, double[]> spectra, List<Expects.Verdict> verdicts,
    List<RecordSink.Mark> marks, double seconds) {

  /** Whether it comes from the program that {@code c} holds. */
  public boolean fits(Compilation c) {
    return program.equals(programHash(c));
  }

  static String programHash(Compilation c) {
    return Manifest.sha256(Text.print(c.step()).getBytes(StandardCharsets.UTF_8));
  }
}
