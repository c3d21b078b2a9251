package dyn.llvmir;

/**
 * What the code is for.
 *
 * @param triple such as {@code x86_64-unknown-linux-gnu}
 * @param cpu and {@code features} as LLVM names them
 * @param vectorBits of its widest vectors
 */
public record Machine(String triple, String cpu, String features, int vectorBits) {
  public Machine withVectors(int bits) {
    return new Machine(triple, cpu, features, bits);
  }

  /** f64 in one vector. */
  public int vectorLanes() {
    return vectorBits / Double.SIZE;
  }

  /** How many vectors it holds at once. */
  public int vectorRegisters() {
    return vectorBits == 512 || triple.startsWith("aarch64") ? 32 : 16;
  }
}
