package org.vitmae.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.vitmae.files.CsvWriter;
import org.vitmae.image.Image;
import org.vitmae.image.PngWriter;

/**
 * Keeps the first images that were judged and those with most errors, and draws them. Of all others
 * nothing is kept. Not thread-safe.
 */
public final class Gallery {
  private static final int PICTURES = 8;
  private static final String WORST = "worst";
  private static final Comparator<Shown> MOST_ERRORS =
      Comparator.comparingDouble(Shown::errors).reversed();

  private final String name;
  private final List<String> facts;
  private final List<Shown> first = new ArrayList<>();
  private final List<Shown> worst = new ArrayList<>();

  /**
   * Starts without images.
   *
   * @param name what the set of the first images is called; the other is {@code worst}
   * @param facts names of what is said of each image
   */
  public Gallery(String name, List<String> facts) {
    this.name = name;
    this.facts = List.copyOf(facts);
  }

  /** What can be drawn of an image. */
  public interface Picture {
    /** Returns the picture in color, [H, W, 3]. */
    Image draw();
  }

  /** An image of the gallery. */
  private record Shown(long id, double errors, List<Object> facts, Picture picture) {}

  /**
   * Adds an image.
   *
   * @param errors how bad it is; one of 0 is never among the worst
   * @param facts one value per name
   * @param picture asked for only if the image may be shown
   */
  public void add(long imageId, double errors, List<Object> facts, Supplier<Picture> picture) {
    boolean isFirst = first.size() < PICTURES;
    boolean isWorst =
        errors > 0 && (worst.size() < PICTURES || errors > worst.get(PICTURES - 1).errors());
    if (!isFirst && !isWorst) {
      return;
    }
    Shown shown = new Shown(imageId, errors, facts, picture.get());
    if (isFirst) {
      first.add(shown);
    }
    if (isWorst) {
      worst.add(shown);
      worst.sort(MOST_ERRORS); // stable: of equals the first image stays ahead
      if (worst.size() > PICTURES) {
        worst.remove(PICTURES);
      }
    }
  }

  /** Writes the pictures and a list of each set into a folder, which is made if it is absent. */
  public void write(Path images) throws IOException {
    write(images, name, first);
    write(images, WORST, worst);
  }

  private void write(Path images, String set, List<Shown> pictures) throws IOException {
    Path folder = Files.createDirectories(images.resolve(set));
    String[] header =
        Stream.concat(Stream.of("file", "image"), facts.stream()).toArray(String[]::new);
    try (CsvWriter csv = new CsvWriter(images.resolve(set + ".csv"), header)) {
      for (int i = 0; i < pictures.size(); i++) {
        Shown shown = pictures.get(i);
        String file = String.format(Locale.ROOT, "%02d.png", i);
        PngWriter.write(shown.picture().draw(), folder.resolve(file));
        csv.row(Stream.concat(Stream.of(file, shown.id()), shown.facts().stream()).toArray());
      }
    }
  }
}
