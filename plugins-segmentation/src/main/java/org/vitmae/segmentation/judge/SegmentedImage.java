package org.vitmae.segmentation.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vitmae.data.ClassMask;
import org.vitmae.data.ImageFile;
import org.vitmae.data.InstanceMap;
import org.vitmae.image.Image;
import org.vitmae.image.PngWriter;
import org.vitmae.pictures.PictureScale;
import org.vitmae.plugin.Prediction;

/**
 * What was predicted for the pixels of a single image.
 *
 * @param mask the likeliest class of every pixel; of the image's size
 * @param instances the object of every pixel, of models that tell objects apart; likewise
 * @param classNames by label
 */
public record SegmentedImage(
    Image image, ClassMask mask, Optional<InstanceMap> instances, List<String> classNames)
    implements Prediction {
  private static final int READABLE = 800;

  public SegmentedImage {
    classNames = List.copyOf(classNames);
  }

  /**
   * Writes {@code <name>-mask.png}, whose pixels are class indices with the classes' colors as
   * palette, {@code <name>-overlay.png}, the image with the classes over it and a legend, and, of
   * models that tell objects apart, {@code <name>-instances.png}, their numbers as 16-bit gray.
   * Every pixel has a class, however sure the model is of it.
   */
  @Override
  public List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException {
    String name = ImageFile.stem(fileName);
    List<Path> written = new ArrayList<>();
    ClassPalette palette = new ClassPalette(classNames);
    Path indices = outFolder.resolve(name + "-mask.png");
    PngWriter.writeIndexed(
        new Image(mask.height(), mask.width(), 1, mask.classes()), palette.colors(), indices);
    written.add(indices);
    Path overlay = outFolder.resolve(name + "-overlay.png");
    PngWriter.write(overlay(palette), overlay);
    written.add(overlay);
    if (instances.isPresent()) {
      Path objects = outFolder.resolve(name + "-instances.png");
      PngWriter.writeGray16(mask.height(), mask.width(), instances.get().ids(), objects);
      written.add(objects);
    }
    return written;
  }

  /** Returns the image, enlarged if it is small, with the classes over it. */
  private Image overlay(ClassPalette palette) {
    int largest = Math.max(READABLE, Math.max(image.height(), image.width()));
    PictureScale scale = PictureScale.of(image, image.height(), image.width(), largest);
    Overlay overlay = Overlay.of(scale, mask, instances);
    TreeSet<Integer> labels = new TreeSet<>();
    overlay.labels(labels);
    Legend legend = new Legend();
    labels.forEach(label -> legend.add(classNames.get(label), palette.rgb(label)));
    return Sheet.draw(
        List.of(new Sheet.Panel("", overlay.on(scale.background(image), palette))), legend);
  }
}
