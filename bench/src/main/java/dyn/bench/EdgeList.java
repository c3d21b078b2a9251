package dyn.bench;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.frontend.term.EdgeSet;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes where the edges of a model's first set come from, by the nodes to which they lead, as integers of 32 bits: peers read them. */
final class EdgeList {
  private EdgeList() {}

  public static void main(String[] args) throws IOException {
    SourceFile source = new SourceFile(args[0], Files.readString(Path.of(args[0])));
    EdgeSet edges = new Compiler().compile(source, CompileOptions.DEFAULT).value().orElseThrow().experiment().edges().getFirst();
    long[] from = (long[]) edges.ends(true, 0).cells().get();
    ByteBuffer bytes = ByteBuffer.allocate(4 * from.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long node : from) bytes.putInt((int) node);
    Files.write(Path.of(args[1]), bytes.array());
  }
}
