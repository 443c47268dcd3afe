package org.vitmae.detection.judge;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.vitmae.data.Box;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.evaluation.Truth;
import org.vitmae.image.Image;

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
    PictureScale scale = PictureScale.of(pixels, image.height(), image.width());
    BufferedImage picture = scale.background(pixels);
    List<FoundObject> bestLast = reversed(found);
    for (FoundObject object : bestLast) {
      int rgb = ClassColors.of(object.label()).getRGB();
      object.mask().ifPresent(mask -> scale.tint(picture, mask, rgb, MASK_SHARE));
    }
    Graphics2D graphics = picture.createGraphics();
    for (Box object : image.objects()) {
      drawTrue(graphics, scale.box(BoxRegion.of(object)));
    }
    graphics.setStroke(FOUND);
    for (FoundObject object : bestLast) {
      graphics.setColor(ClassColors.of(object.label()));
      graphics.draw(scale.box(object.box()));
    }
    label(new Labels(graphics, new Rectangle(scale.width(), scale.height())), scale, classNames);
    graphics.dispose();
    return color(picture);
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
          scale.box(object.box()),
          ClassColors.of(object.label()));
    }
    for (Truth object : missed) {
      BoxRegion box = (BoxRegion) object.region();
      labels.add(classNames.get((int) object.categoryId()), scale.box(box), Color.BLACK);
    }
  }

  private static List<FoundObject> reversed(List<FoundObject> objects) {
    List<FoundObject> reversed = new ArrayList<>(objects);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Image color(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] bytes = new byte[height * width * 3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = picture.getRGB(x, y);
        bytes[at++] = (byte) (rgb >> 16);
        bytes[at++] = (byte) (rgb >> 8);
        bytes[at++] = (byte) rgb;
      }
    }
    return new Image(height, width, 3, bytes);
  }
}
