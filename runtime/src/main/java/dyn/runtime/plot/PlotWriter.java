package dyn.runtime.plot;

import dyn.runtime.results.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a plot as a picture; a PNG has twice as many pixels as its size says, for sharp screens. */
public final class PlotWriter {
  /** In pixels. */
  public record Size(int width, int height) {
    public static final int LEAST = 300;
    public static final int MOST = 4000;

    public Size {
      if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
        throw new IllegalArgumentException(width + " x " + height);
      }
    }

    /** {@code 1200x800}; empty where that is no size that pictures can have. */
    public static Optional<Size> parse(String text) {
      Matcher m = Pattern.compile("(\\d{1,4})x(\\d{1,4})").matcher(text);
      if (!m.matches()) {
        return Optional.empty();
      }
      int width = Integer.parseInt(m.group(1));
      int height = Integer.parseInt(m.group(2));
      boolean fits = Math.min(width, height) >= LEAST && Math.max(width, height) <= MOST;
      return fits ? Optional.of(new Size(width, height)) : Optional.empty();
    }
  }

  private static final int PNG_SCALE = 2;
  private static final int MOST_LINES = 24;
  private static final int PANEL_HEIGHT = 170;

  private PlotWriter() {}

  /** In the size that suits the plot. */
  public static void write(Plot plot, Path path) throws IOException {
    write(plot, path, Optional.empty());
  }

  /** SVG or PNG, by the extension of the path; anything else is for the caller to refuse first, see {@link #canWrite}. */
  public static void write(Plot plot, Path path, Optional<Size> size) throws IOException {
    Scene scene = Scene.of(plot, MOST_LINES);
    byte[] bytes = switch (extension(path)) {
      case "svg" -> svg(scene, size.orElseGet(() -> suited(scene)));
      case "png" -> png(scene, size.orElseGet(() -> suited(scene)));
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

  /** Nearly square where both axes count alike, and taller for many panels. */
  private static Size suited(Scene scene) {
    int down = Math.ceilDiv(Math.max(1, scene.panels().size()), scene.across());
    boolean plane = scene.panels().stream().anyMatch(p -> p.equal() || p.lines().stream()
        .anyMatch(l -> l.shape() == Scene.Shape.CURVE));
    if (plane && scene.panels().size() == 1) {
      return new Size(720, 640);
    }
    return new Size(900, plane ? (scene.across() == 1 ? 540 : 150 + down * 780 / scene.across())
        : Math.max(540, 110 + down * PANEL_HEIGHT));
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static byte[] png(Scene scene, Size size) throws IOException {
    ImageCanvas canvas = new ImageCanvas(size.width(), size.height(), PNG_SCALE);
    Figure.draw(scene, canvas, size.width(), size.height());
    return canvas.png();
  }

  private static byte[] svg(Scene scene, Size size) {
    SvgCanvas canvas = new SvgCanvas(size.width(), size.height(), scene.heading().title(), description(scene));
    Figure.draw(scene, canvas, size.width(), size.height());
    return canvas.finished().getBytes(StandardCharsets.UTF_8);
  }

  /** For those who do not see the picture: what is drawn over what. */
  private static String description(Scene scene) {
    String panels = scene.panels().stream().map(PlotWriter::sentence).distinct().collect(Collectors.joining("; "));
    String detail = scene.heading().detail();
    return (detail.isEmpty() ? "" : detail + ": ") + panels;
  }

  private static String sentence(Scene.Panel panel) {
    if (panel.cells().isPresent()) {
      return "colours for " + panel.cells().get().colour().label() + ", " + panel.y().label() + " over " + panel.x().label();
    }
    if (panel.bars().isPresent()) {
      return "bars for " + panel.y().label() + " over " + panel.x().label();
    }
    int count = panel.lines().size();
    String names = count <= Scene.MOST_NAMED ? panel.lines().stream().map(Scene.Line::label).collect(Collectors.joining(", "))
        : count + " lines of " + panel.y().label();
    String bands = panel.areas().isEmpty() ? "" : " with bands " + panel.areas().stream().map(Scene.Area::label)
        .collect(Collectors.joining(", "));
    return names + bands + " over " + panel.x().label();
  }
}
