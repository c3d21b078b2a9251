package dyn.runtime.plot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * An image of indexed colours, the highest row first.
 *
 * @param palette 0xRRGGBB for each index, at most 256
 */
record Pixels(int columns, int rows, byte[] indices, int[] palette) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int UP = 2;

  static Pixels of(Scene.Cells cells) {
    HeatMap.Grid grid = cells.grid();
    byte[] indices = new byte[grid.columns() * grid.rows()];
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        indices[(grid.rows() - 1 - row) * grid.columns() + column] = (byte) Palette.heatIndex(cells.share(column, row));
      }
    }
    return new Pixels(grid.columns(), grid.rows(), indices, Palette.heatTable());
  }

  /** Each pixel as a square of so many, for viewers that would blur an enlarged image. */
  Pixels enlarged(int factor) {
    byte[] large = new byte[indices.length * factor * factor];
    for (int row = 0; row < rows * factor; row++) {
      for (int column = 0; column < columns * factor; column++) {
        large[row * columns * factor + column] = indices[row / factor * columns + column / factor];
      }
    }
    return new Pixels(columns * factor, rows * factor, large, palette);
  }

  /** A PNG file (ISO/IEC 15948); written here so that an SVG file with an image in it does not load AWT. */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(header);
      data.writeInt(columns);
      data.writeInt(rows);
      data.write(new byte[] {8, 3, 0, 0, 0}); // 8 bits, indexed, deflated, adaptive filters, not interlaced
      chunk(out, "IHDR", header.toByteArray());
      byte[] colours = new byte[3 * palette.length];
      for (int k = 0; k < colours.length; k++) {
        colours[k] = (byte) (palette[k / 3] >> 16 - 8 * (k % 3));
      }
      chunk(out, "PLTE", colours);
      chunk(out, "IDAT", deflated());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }

  /** Rows that repeat the one above are differences from it, all zero. */
  private byte[] deflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      for (int row = 0; row < rows; row++) {
        int at = row * columns;
        boolean repeats = row > 0 && Arrays.equals(indices, at, at + columns, indices, at - columns, at);
        out.write(repeats ? UP : 0);
        out.write(repeats ? new byte[columns] : Arrays.copyOfRange(indices, at, at + columns));
      }
    }
    return bytes.toByteArray();
  }
}
