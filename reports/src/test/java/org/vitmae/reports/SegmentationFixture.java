package org.vitmae.reports;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes what the test of a segmenter leaves behind, as docs/run-folder.md describes it. */
final class SegmentationFixture {
  private static final String[] CLASSES = {"background", "nucleus"};
  private static final int[] PIXELS = {5_334_890, 1_148_950};
  private static final String[] BUDGETS = {"0.05", "0.25", "1.0"};
  private static final int RESAMPLES = 200;

  private SegmentationFixture() {}

  /** Two seeds of two arms by label fraction, and of two that see all labels. */
  static Path complete(Path experiment) throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      for (int b = 0; b < BUDGETS.length; b++) {
        byBudget(experiment, "mae", seed, b, 0.86 + 0.03 * b);
        byBudget(experiment, "scratch", seed, b, 0.76 + 0.06 * b);
      }
      arm(experiment, "unet", seed, 0.91).write();
      arm(experiment, "otsu", seed, 0.882).write();
    }
    return experiment;
  }

  private static void byBudget(Path experiment, String group, int seed, int budget, double mIou)
      throws IOException {
    arm(experiment, group + "-" + BUDGETS[budget], seed, mIou)
        .axis(group, "label-fraction", BUDGETS[budget])
        .put("baseline", "scratch-" + BUDGETS[budget])
        .write();
  }

  private static CellFixture arm(Path experiment, String arm, int seed, double mIou)
      throws IOException {
    double value = mIou + 0.003 * seed;
    CellFixture cell = CellFixture.arm(experiment, arm, seed, value);
    cell.put("primaryMetric", "mIoU").put("task", "segmentation").put("dataset", "nuclei");
    cell.put("protocol", "upernet").put("baseline", "scratch-1.0").manifest.put("testImages", 81);
    for (int epoch = 1; epoch <= 10; epoch++) {
      cell.metric(epoch * 20, epoch, "val", "mIoU", value * (1 - Math.exp(-epoch / 2.0)));
    }
    cell.metric(200, 10, "test", "mIoU", value).metric(200, 10, "test", "aAcc", 0.97);
    cell.metric(200, 10, "test", "boundary-F", value - 0.02);
    cell.metric(200, 10, "test", "gray-mIoU", value + 0.01);
    cell.metric(200, 10, "test", "F1-50", value - 0.1);
    for (int c = 0; c < CLASSES.length; c++) {
      cell.metric(200, 10, "test", "IoU-" + CLASSES[c], iou(value, c));
    }
    Files.writeString(cell.folder.resolve("categories.csv"), categories(value));
    Files.writeString(cell.folder.resolve("resamples.csv"), resamples(arm, seed, value));
    cell.confusion(
        ",background,nucleus\nbackground,5249768,85122\nnucleus,%d,%d\n"
            .formatted((int) (PIXELS[1] * (1 - value)), (int) (PIXELS[1] * value)));
    for (int k = 0; k < 2 && seed == 1; k++) {
      picture(cell.folder, "segmentation", k, k, value);
      picture(cell.folder, "worst", k, 9 * k + arm.length(), value);
    }
    return cell;
  }

  private static double iou(double mIou, int label) {
    return label == 0 ? (1 + mIou) / 2 : (3 * mIou - 1) / 2;
  }

  private static String categories(double mIou) {
    StringBuilder csv = new StringBuilder("category,objects,metric,value\n");
    for (int c = 0; c < CLASSES.length; c++) {
      for (String metric : new String[] {"IoU", "Acc", "Dice"}) {
        double value = metric.equals("IoU") ? iou(mIou, c) : Math.sqrt(iou(mIou, c));
        csv.append(CLASSES[c]).append(',').append(PIXELS[c]).append(',');
        csv.append(metric).append(',').append(value).append('\n');
      }
    }
    return csv.toString();
  }

  /** What images do is the same for all arms, but for a little of each run's own. */
  private static String resamples(String arm, int seed, double mIou) {
    Random images = new Random(5);
    Random own = new Random(arm.hashCode() + seed);
    StringBuilder csv = new StringBuilder("resample,value\n");
    for (int r = 0; r < RESAMPLES; r++) {
      double value = mIou + 0.008 * images.nextGaussian() + 0.002 * own.nextGaussian();
      csv.append(r).append(',').append(value).append('\n');
    }
    return csv.toString();
  }

  private static void picture(Path cell, String set, int k, int image, double mIou)
      throws IOException {
    Path images = Files.createDirectories(cell.resolve("images/" + set)).getParent();
    Path list = images.resolve(set + ".csv");
    String before = Files.exists(list) ? Files.readString(list) : "file,image,mIoU,wrong\n";
    String file = "0" + k + ".png";
    Files.writeString(list, before + file + "," + image + ",84.1 %,2.5 %\n");
    ImageIO.write(drawn(image, mIou), "png", images.resolve(set).resolve(file).toFile());
  }

  /** Four parts above a legend. */
  private static BufferedImage drawn(int image, double mIou) {
    BufferedImage picture = new BufferedImage(516, 580, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    for (int part = 0; part < 4; part++) {
      Random random = new Random(image);
      graphics.setClip(part % 2 * 260, 20 + part / 2 * 280, 256, 256);
      for (int i = 0; i < 14; i++) {
        int off = part > 1 ? (int) (30 * (1 - mIou)) : 0;
        graphics.setColor(part == 3 ? Color.RED : part == 0 ? Color.LIGHT_GRAY : Color.ORANGE);
        int x = part % 2 * 260 + random.nextInt(230);
        graphics.fillOval(x + off, 20 + part / 2 * 280 + random.nextInt(230), 36, 34);
      }
    }
    graphics.dispose();
    return picture;
  }
}
