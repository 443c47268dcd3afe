package org.vitmae.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes what the test of a detector leaves behind, as docs/run-folder.md describes it. */
final class DetectionFixture {
  private static final String[] CATEGORIES = {"red cell", "white cell", "platelet, small"};
  private static final int[] OBJECTS = {4153, 372, 361};
  private static final int RESAMPLES = 200;

  private DetectionFixture() {}

  /** Three seeds of two detectors against one that starts at random. */
  static Path complete(Path experiment) throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      arm(experiment, "mae", seed, 0.56 + 0.004 * seed);
      arm(experiment, "scratch", seed, 0.48 + 0.003 * seed);
      arm(experiment, "cnn", seed, 0.481 + 0.003 * (seed % 2));
    }
    return experiment;
  }

  private static void arm(Path experiment, String arm, int seed, double ap) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, arm, seed, ap);
    cell.put("primaryMetric", "AP").put("task", "detection").put("dataset", "cells");
    cell.put("protocol", "faster-rcnn").manifest.put("testImages", 72);
    cell.metric(200, 10, "test", "AP", ap).metric(200, 10, "test", "AP50", 1.5 * ap);
    cell.metric(200, 10, "test", "APsmall", Double.NaN).metric(200, 10, "test", "AR100", 1.2 * ap);
    cell.metric(200, 10, "val", "AP", ap - 0.01);
    cell.write();
    categories(cell.folder, seed, ap);
    curves(cell.folder, ap);
    Files.writeString(cell.folder.resolve("resamples.csv"), resamples(arm, seed, ap));
    // Only those of the first seed are shown.
    for (int k = 0; k < 3 && seed == 1; k++) {
      picture(cell.folder, "detections", k, k, ap);
      picture(cell.folder, "worst", k, 7 * k + arm.length(), ap);
    }
  }

  private static void categories(Path cell, int seed, double ap) throws IOException {
    StringBuilder csv = new StringBuilder("category,objects,metric,value\n");
    for (int c = 0; c < CATEGORIES.length; c++) {
      for (String metric : new String[] {"AP", "AP50"}) {
        double value = (metric.equals("AP") ? 1 : 1.4) * (ap + 0.12 - 0.1 * c + 0.01 * seed);
        csv.append('"').append(CATEGORIES[c]).append("\",").append(OBJECTS[c]);
        csv.append(',').append(metric).append(',').append(value).append('\n');
      }
    }
    Files.writeString(cell.resolve("categories.csv"), csv);
  }

  private static void curves(Path cell, double ap) throws IOException {
    StringBuilder csv = new StringBuilder("category,iou,recall,precision\n");
    for (int c = -1; c < CATEGORIES.length; c++) {
      String category = c < 0 ? "all" : "\"" + CATEGORIES[c] + "\"";
      for (double iou : new double[] {0.5, 0.75}) {
        for (int i = 0; i <= 100; i++) {
          double fall = 4 + 12 * ap - 6 * (iou - 0.5) - c;
          csv.append(category).append(',').append(iou).append(',').append(i / 100.0);
          csv.append(',').append(1 - Math.pow(i / 100.0, fall)).append('\n');
        }
      }
    }
    Files.writeString(cell.resolve("pr-curves.csv"), csv);
  }

  /** What images do is the same for all arms, but for a little of each run's own. */
  private static String resamples(String arm, int seed, double ap) {
    Random images = new Random(5);
    Random own = new Random(arm.hashCode() + seed);
    StringBuilder csv = new StringBuilder("resample,value\n");
    for (int r = 0; r < RESAMPLES; r++) {
      double value = ap + 0.004 + 0.03 * images.nextGaussian() + 0.005 * own.nextGaussian();
      csv.append(r).append(',').append(value).append('\n');
    }
    return csv.toString();
  }

  private static void picture(Path cell, String set, int k, int image, double ap)
      throws IOException {
    Path images = Files.createDirectories(cell.resolve("images/" + set)).getParent();
    Path list = images.resolve(set + ".csv");
    String before =
        Files.exists(list) ? Files.readString(list) : "file,image,objects,found,missed,wrong\n";
    String file = "0" + k + ".png";
    Files.writeString(list, before + file + "," + image + ",12,10,2,1\n");
    ImageIO.write(drawn(image, ap), "png", images.resolve(set).resolve(file).toFile());
  }

  private static BufferedImage drawn(int image, double ap) {
    Random random = new Random(image);
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 320; x++) {
        picture.setRGB(x, y, 0xE0D0C0 + (random.nextInt() & 0x0F0F0F));
      }
    }
    Graphics2D graphics = picture.createGraphics();
    graphics.setStroke(new BasicStroke(3));
    for (int i = 0; i < 12; i++) {
      int x = random.nextInt(250);
      int y = random.nextInt(170);
      graphics.setColor(new Color(0xC05050));
      graphics.fillOval(x, y, 70, 66);
      graphics.setColor(Color.WHITE);
      graphics.drawRect(x, y, 70, 66);
      graphics.setColor(new Color(0x0072B2));
      int miss = (int) (20 * (1 - ap));
      graphics.drawRect(x + miss / 3, y - miss / 4, 70, 66);
      graphics.drawString("cell 0." + (99 - i), x, y - miss);
    }
    graphics.dispose();
    return picture;
  }
}
