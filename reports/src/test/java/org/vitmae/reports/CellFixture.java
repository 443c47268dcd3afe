package org.vitmae.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes one cell's folder as docs/run-folder.md describes it. */
final class CellFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Path folder;
  final ObjectNode manifest = JSON.createObjectNode();
  private final StringBuilder metrics = new StringBuilder("step,epoch,split,metric,value\n");

  private CellFixture(Path experiment, String cell, long seed) throws IOException {
    folder = Files.createDirectories(experiment.resolve("cells").resolve(cell));
    manifest.put("formatVersion", 1).put("status", "done").put("experiment", "fixture");
    manifest.put("description", "Three seeds of two arms against a Transformer from scratch.");
    manifest.put("cell", cell).put("seed", seed).put("dataset", "scenes");
    manifest.put("engine", "libtorch").put("device", "cpu").put("precision", "bf16");
    manifest.put("threads", 2).put("trainImages", 200).put("validationImages", 100);
    manifest.put("testImages", 400).put("parameters", 5_526_346);
    manifest.put("trainableParameters", 5_526_346).put("imagesSeen", 4000);
    manifest.put("flops", 4.4e12).put("wallSeconds", 30.0 + seed).put("waitShare", 0.02);
    manifest.put("peakMemoryBytes", 800_000_000L + seed).put("configHash", "c".repeat(64));
    manifest.putObject("dataFingerprint").put("train", "a".repeat(64)).put("test", "b".repeat(64));
    manifest.putArray("skipped");
    manifest.put("gitCommit", "0123456789abcdef0123456789abcdef01234567");
    manifest.putObject("libraries").put("pytorch", "2.10.0").put("java", "17.0.15");
    manifest.put("startedAt", "2026-01-02T03:04:0" + seed + "Z");
    manifest.put("finishedAt", "2026-01-02T03:05:00.123Z").putArray("notes");
  }

  static CellFixture pretrain(Path experiment, long seed) throws IOException {
    return pretrain(experiment, "", seed);
  }

  static CellFixture pretrain(Path experiment, String variant, long seed) throws IOException {
    String name = variant.isEmpty() ? "pretrain-s" : "pretrain-" + variant + "-s";
    CellFixture cell = new CellFixture(experiment, name + seed, seed);
    cell.put("variant", variant);
    cell.manifest.put("kind", "pretrain").put("imagesSeen", 40_000).put("flops", 8.8e13);
    cell.manifest.put("wallSeconds", 120.0);
    for (int step = 1; step <= 60; step++) {
      cell.metric(step, step / 6.0, "train", "loss", 0.4 + Math.exp(-step / 12.0) + seed * 0.01);
    }
    return cell;
  }

  /** An arm with learning curves that end near {@code top1}. */
  static CellFixture arm(Path experiment, String arm, long seed, double top1) throws IOException {
    CellFixture cell = new CellFixture(experiment, arm + "-s" + seed, seed);
    cell.manifest.put("kind", "arm").put("arm", arm).put("task", "classification");
    cell.manifest.put("protocol", "fine-tune").put("initialization", "random");
    cell.manifest.put("baseline", "scratch").put("primaryMetric", "top1");
    cell.manifest.put("higherIsBetter", true);
    for (int epoch = 1; epoch <= 10; epoch++) {
      double learned = 1 - Math.exp(-epoch / 3.0);
      cell.metric(epoch * 20, epoch, "train", "loss", 1.6 * (1 - top1 * learned));
      cell.metric(epoch * 20, epoch, "val", "loss", 1.7 * (1 - 0.9 * top1 * learned));
      cell.metric(epoch * 20, epoch, "val", "top1", top1 * learned + 0.004 * (seed % 2));
    }
    cell.metric(200, 10, "test", "top1", top1);
    cell.metric(200, 10, "test", "macro_f1", top1 - 0.02);
    return cell;
  }

  /** Marks the arm as one of several that differ in one key. */
  CellFixture axis(String group, String axis, String value) {
    manifest.put("group", group).put("axis", axis).put("axisValue", value);
    return this;
  }

  /** Writes one score per test image: whether it was classified rightly. */
  CellFixture scores(boolean... correct) throws IOException {
    StringBuilder csv = new StringBuilder("id,score\n");
    for (int i = 0; i < correct.length; i++) {
      csv.append(String.format(Locale.ROOT, "%d,%d\n", i, correct[i] ? 1 : 0));
    }
    Files.writeString(folder.resolve("scores.csv"), csv);
    return this;
  }

  CellFixture from(String pretrainCell) {
    manifest.put("initialization", "mae").put("pretrainCell", pretrainCell);
    return this;
  }

  CellFixture put(String key, String value) {
    manifest.put(key, value);
    return this;
  }

  CellFixture metric(long step, double epoch, String split, String name, double value) {
    metrics.append(step).append(',').append(epoch).append(',').append(split).append(',');
    metrics.append(name).append(',').append(value).append('\n');
    return this;
  }

  CellFixture confusion(String csv) throws IOException {
    Files.writeString(folder.resolve("confusion.csv"), csv);
    return this;
  }

  CellFixture reconstruction(int k) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (String part : new String[] {"original", "masked", "reconstructed"}) {
      Path file = images.resolve("reconstruction-" + k + "-" + part + ".png");
      ImageIO.write(picture(k, part), "png", file.toFile());
    }
    return this;
  }

  void write() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), manifest.toPrettyString());
    Files.writeString(folder.resolve("metrics.csv"), metrics);
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/step-200"));
    Files.writeString(checkpoint.resolve("model.safetensors"), "weights of " + folder);
  }

  private static BufferedImage picture(int k, String part) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(k / 5f, 0.5f, 0.9f));
    graphics.fillRect(0, 0, 64, 64);
    graphics.setColor(Color.getHSBColor(k / 5f + 0.4f, 0.8f, 0.6f));
    graphics.fillOval(10 + 2 * k, 12, 34, 40);
    if (!part.equals("original")) {
      graphics.setColor(part.equals("masked") ? Color.GRAY : new Color(0, 0, 0, 30));
      for (int patch = 0; patch < 64; patch++) {
        if ((patch * 7 + k) % 4 != 0) {
          graphics.fillRect(patch % 8 * 8, patch / 8 * 8, 8, 8);
        }
      }
    }
    graphics.dispose();
    return image;
  }
}
