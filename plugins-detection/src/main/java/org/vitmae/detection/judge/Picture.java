package org.vitmae.detection.judge;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.vitmae.data.Box;
import org.vitmae.data.RunLengths;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.evaluation.Truth;
import org.vitmae.image.Image;
import org.vitmae.pictures.ClassColors;
import org.vitmae.pictures.Labels;
import org.vitmae.pictures.PictureScale;

/**
 * An image with the objects that are there, dashed in black and white, and what was found, in a
 * color per class with name and score. Objects that were missed are named too.
 *
 * @param pixels the image, of any size
 * @param image what boxes refer to
 * @param found in the image's pixels, best first
 * @param missed objects of the image that were not found; a category's id is its label
 */
record Picture(Image pixels, SourceImage image, List<FoundObject> found, List<Truth> missed) {
  private static final int LARGEST = 800;
  private static final double MASK_SHARE = 0.45;
  private static final BasicStroke FOUND = new BasicStroke(2);
  private static final BasicStroke TRUE_BACK = new BasicStroke(3);
  private static final BasicStroke TRUE_FRONT =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 5}, 0);

  Picture {
    found = List.copyOf(found);
    missed = List.copyOf(missed);
  }

  /** Returns the picture in color, [H, W, 3]. */
  Image draw(List<String> classNames) {
    PictureScale scale = PictureScale.of(pixels, image.height(), image.width(), LARGEST);
    BufferedImage picture = scale.background(pixels);
    List<FoundObject> bestLast = reversed(found);
    for (FoundObject object : bestLast) {
      int rgb = ClassColors.of(object.label()).getRGB();
      object.mask().ifPresent(mask -> tint(picture, scale, mask, rgb));
    }
    Graphics2D graphics = picture.createGraphics();
    for (Box object : image.objects()) {
      drawTrue(graphics, box(scale, BoxRegion.of(object)));
    }
    graphics.setStroke(FOUND);
    for (FoundObject object : bestLast) {
      graphics.setColor(ClassColors.of(object.label()));
      graphics.draw(box(scale, object.box()));
    }
    label(new Labels(graphics, new Rectangle(scale.width(), scale.height())), scale, classNames);
    graphics.dispose();
    return Image.of(picture);
  }

  private static Rectangle box(PictureScale scale, BoxRegion box) {
    return scale.box(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  private static void tint(BufferedImage picture, PictureScale scale, RunLengths mask, int rgb) {
    byte[] inside = mask.decode();
    for (int y = 0; y < scale.height(); y++) {
      for (int x = 0; x < scale.width(); x++) {
        if (inside[scale.under(y, x, mask.height(), mask.width())] != 0) {
          picture.setRGB(x, y, ClassColors.mixed(picture.getRGB(x, y), rgb, MASK_SHARE));
        }
      }
    }
  }

  private static void drawTrue(Graphics2D graphics, Rectangle box) {
    graphics.setColor(Color.BLACK);
    graphics.setStroke(TRUE_BACK);
    graphics.draw(box);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(TRUE_FRONT);
    graphics.draw(box);
  }

  private void label(Labels labels, PictureScale scale, List<String> classNames) {
    for (FoundObject object : found) {
      labels.add(
          String.format(Locale.ROOT, "%s %.2f", classNames.get(object.label()), object.score()),
          box(scale, object.box()),
          ClassColors.of(object.label()));
    }
    for (Truth object : missed) {
      BoxRegion box = (BoxRegion) object.region();
      labels.add(classNames.get((int) object.categoryId()), box(scale, box), Color.BLACK);
    }
  }

  private static List<FoundObject> reversed(List<FoundObject> objects) {
    List<FoundObject> reversed = new ArrayList<>(objects);
    Collections.reverse(reversed);
    return reversed;
  }
}
