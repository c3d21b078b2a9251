package dyn.runtime.plot;

import dyn.runtime.results.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a plot as a picture, 900 by 540 pixels; a PNG has twice as many, for sharp screens. */
public final class PlotWriter {
  public static final int WIDTH = 900;
  public static final int HEIGHT = 540;
  private static final int PNG_SCALE = 2;
  private static final int MOST_LINES = 24;

  private PlotWriter() {}

  /** SVG or PNG, by the extension of the path; anything else is for the caller to refuse first, see {@link #canWrite}. */
  public static void write(Plot plot, Path path) throws IOException {
    byte[] bytes = switch (extension(path)) {
      case "svg" -> svg(plot);
      case "png" -> png(plot);
      default -> throw new IllegalArgumentException("neither .svg nor .png: " + path);
    };
    try (AtomicFile file = AtomicFile.create(path)) {
      file.stream().write(bytes);
      file.commit();
    }
  }

  public static boolean canWrite(Path path) {
    return extension(path).equals("svg") || extension(path).equals("png");
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static byte[] png(Plot plot) throws IOException {
    ImageCanvas canvas = new ImageCanvas(WIDTH, HEIGHT, PNG_SCALE);
    Figure.draw(Scene.of(plot, MOST_LINES), canvas, WIDTH, HEIGHT);
    return canvas.png();
  }

  private static byte[] svg(Plot plot) {
    SvgCanvas canvas = new SvgCanvas(WIDTH, HEIGHT);
    Figure.draw(Scene.of(plot, MOST_LINES), canvas, WIDTH, HEIGHT);
    return canvas.finished().getBytes(StandardCharsets.UTF_8);
  }
}
