package org.vitmae.segmentation.judge;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.TreeSet;
import org.vitmae.data.ClassMask;
import org.vitmae.image.Image;
import org.vitmae.pictures.ClassColors;
import org.vitmae.pictures.Gallery;
import org.vitmae.segmentation.judge.Sheet.Panel;

/**
 * An image, its true and its predicted classes, and where they differ. All parts have the size of
 * the picture.
 */
record JudgedPicture(BufferedImage image, Overlay truth, Overlay predicted, ClassPalette palette)
    implements Gallery.Picture {
  /** Pixels of the longer side of each part, at most. */
  static final int LARGEST = 400;

  private static final int WRONG = 0xff1744;
  private static final double DIMMED = 0.6;

  @Override
  public Image draw() {
    Legend legend = new Legend();
    legend.add("wrong", WRONG);
    if (truth.hasIgnored()) {
      legend.add("not judged", ClassPalette.IGNORED);
    }
    TreeSet<Integer> labels = new TreeSet<>();
    truth.labels(labels);
    predicted.labels(labels);
    labels.stream()
        .filter(label -> !palette.isBackground(label))
        .forEach(label -> legend.add(palette.classNames().get(label), palette.rgb(label)));
    return Sheet.draw(
        List.of(
            new Panel("image", image),
            new Panel("truth", truth.on(image, palette)),
            new Panel("prediction", predicted.on(image, palette)),
            new Panel("errors", errors())),
        legend);
  }

  private BufferedImage errors() {
    BufferedImage errors =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        errors.setRGB(x, y, judged(y, x));
      }
    }
    return errors;
  }

  private int judged(int y, int x) {
    if (truth.label(y, x) == ClassMask.IGNORE) {
      return ClassPalette.IGNORED;
    }
    return truth.label(y, x) == predicted.label(y, x)
        ? ClassColors.mixed(image.getRGB(x, y), 0, DIMMED)
        : WRONG;
  }
}
