package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.image.Image;

/**
 * What was found in a single image.
 *
 * @param found in the image's pixels, best first
 * @param classNames by label
 */
public record DetectedImage(Image image, List<FoundObject> found, List<String> classNames) {
  public DetectedImage {
    found = List.copyOf(found);
    classNames = List.copyOf(classNames);
  }

  /**
   * Writes {@code <name>-detections.png} and {@code <name>-detections.json}.
   *
   * @param leastScore what is less sure is left out of both
   * @param outFolder an existing folder
   * @return the files written
   */
  public List<Path> write(String name, double leastScore, Path outFolder) throws IOException {
    return List.of();
  }
}
