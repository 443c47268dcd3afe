package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.vitmae.data.Batch;
import org.vitmae.data.Frame;
import org.vitmae.detection.evaluation.ImageErrors;
import org.vitmae.image.PngWriter;

/**
 * Keeps the first images and the worst ones, and draws them. Of all others the pixels are not kept.
 */
final class Gallery {
  private static final int PICTURES = 8;
  private static final Comparator<Shown> MOST_ERRORS =
      Comparator.comparingInt((Shown shown) -> shown.errors().count()).reversed();

  private final List<String> classNames;
  private final List<Shown> first = new ArrayList<>();
  private final List<Shown> worst = new ArrayList<>();

  Gallery(List<String> classNames) {
    this.classNames = classNames;
  }

  /** An image of the gallery. */
  private record Shown(long id, Picture picture, ImageErrors errors) {}

  /**
   * Adds an image.
   *
   * @param found what the picture shows
   * @param errors its errors
   */
  void add(Batch batch, int index, Frame frame, List<FoundObject> found, ImageErrors errors) {
    boolean isFirst = first.size() < PICTURES;
    boolean isWorst =
        errors.count() > 0
            && (worst.size() < PICTURES
                || errors.count() > worst.get(PICTURES - 1).errors().count());
    if (!isFirst && !isWorst) {
      return;
    }
    Picture picture =
        new Picture(
            FramedPixels.of(batch, index, frame),
            batch.annotations().get(index).source().orElseThrow(),
            found,
            errors.missed());
    Shown shown = new Shown(picture.image().id(), picture, errors);
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

  /** Writes the pictures and a list of each set into a folder. */
  void write(Path images) throws IOException {
    write(images, "detections", first);
    write(images, "worst", worst);
  }

  private void write(Path images, String set, List<Shown> pictures) throws IOException {
    Path folder = Files.createDirectories(images.resolve(set));
    try (CsvFile csv =
        new CsvFile(
            images.resolve(set + ".csv"), "file", "image", "objects", "found", "missed", "wrong")) {
      for (int i = 0; i < pictures.size(); i++) {
        Shown shown = pictures.get(i);
        String file = String.format(Locale.ROOT, "%02d.png", i);
        PngWriter.write(shown.picture().draw(classNames), folder.resolve(file));
        ImageErrors errors = shown.errors();
        csv.row(
            file,
            shown.id(),
            errors.objects(),
            errors.found(),
            errors.missed().size(),
            errors.wrong());
      }
    }
  }
}
