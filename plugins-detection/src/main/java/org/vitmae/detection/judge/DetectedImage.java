package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.data.ImageFile;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.coco.CocoResults;
import org.vitmae.image.Image;
import org.vitmae.image.PngWriter;
import org.vitmae.plugin.Prediction;

/**
 * What was found in a single image.
 *
 * @param found in the image's pixels, best first, whatever its score
 * @param classNames by label
 */
public record DetectedImage(Image image, List<FoundObject> found, List<String> classNames)
    implements Prediction {
  /** The id of an image that belongs to no data set. */
  private static final long ID = 0;

  public DetectedImage {
    found = List.copyOf(found);
    classNames = List.copyOf(classNames);
  }

  /** Returns the class of an object. */
  public String className(FoundObject object) {
    return classNames.get(object.label());
  }

  /**
   * Writes {@code <name>-detections.png} and {@code <name>-detections.json}, which is COCO's result
   * format with {@code file_name} and {@code category_name} beside the ids. What is less sure than
   * {@code leastScore} is left out of both.
   */
  @Override
  public List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException {
    List<FoundObject> sure = found.stream().filter(o -> o.score() >= leastScore).toList();
    String name = ImageFile.stem(fileName);
    Path picture = outFolder.resolve(name + "-detections.png");
    SourceImage empty = new SourceImage(ID, image.height(), image.width(), List.of());
    PngWriter.write(new Picture(image, empty, sure, List.of()).draw(classNames), picture);
    Path list = outFolder.resolve(name + "-detections.json");
    CocoResults.write(
        list,
        FoundResults.of(empty, sure),
        result ->
            Map.of(
                "file_name",
                fileName,
                "category_name",
                classNames.get((int) result.categoryId() - 1)));
    return List.of(picture, list);
  }
}
