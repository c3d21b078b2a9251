package dyn.runtime.ensemble;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import java.util.Map;
import java.util.Optional;

/**
 * What to run: all of a run, or one segment of its time.
 *
 * @param inputs every input of the kernel but its carries and those of a chunk: its first member and number of members
 * @param first number of the first member to run
 * @param members how many
 * @param records size of each record axis, by its name
 * @param initialResults what integer outputs hold for members that were never run, by name
 * @param tiles workers that share the cells of a member
 * @param before what the segment before handed out; members that are not run now keep it
 */
public record Job(Kernel kernel, Signature signature, Memory inputs, long first, int members, Map<String, Integer> records,
    Map<String, Long> initialResults, Optional<Outputs> before, Tiles tiles) {}
