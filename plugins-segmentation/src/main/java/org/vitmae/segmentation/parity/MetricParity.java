package org.vitmae.segmentation.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.data.ClassMask;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.segmentation.evaluation.ClassAreas;
import org.vitmae.segmentation.evaluation.ClassMetric;
import org.vitmae.segmentation.evaluation.Confusion;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks counts and figures of classes against mmsegmentation's definitions. */
public final class MetricParity implements ParitySuite {
  /** Stands for what is 0/0, which no figure is otherwise. */
  private static final double NOTHING = -1;

  @Override
  public String fixture() {
    return "segmentation";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    if (!fixture.has("metrics.json")) {
      return;
    }
    for (JsonNode want : fixture.json("metrics.json").get("cases")) {
      String name = want.get("name").asText();
      try (Safetensors masks = fixture.tensors("metrics_" + name)) {
        check(want, confusion(masks, want.get("num_classes").asInt()), comparisons);
      }
    }
  }

  /** Counts a recorded set of images, [N, H, W], as one image [N * H, W]. */
  private static Confusion confusion(Safetensors masks, int classes) {
    Confusion confusion = new Confusion(classes);
    confusion.add(mask(masks, "label"), mask(masks, "prediction"));
    return confusion;
  }

  private static ClassMask mask(Safetensors masks, String name) {
    long[] values = masks.longs(name);
    long[] shape = masks.shape(name);
    int width = (int) shape[shape.length - 1];
    byte[] classes = new byte[values.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) values[i];
    }
    return new ClassMask(classes.length / width, width, classes);
  }

  private static void check(JsonNode want, Confusion confusion, Comparisons comparisons) {
    String prefix = "metrics." + want.get("name").asText() + ".";
    ClassAreas areas = confusion.areas();
    long[][] counts = confusion.counts();
    for (int label = 0; label < areas.classes(); label++) {
      String at = "." + label;
      JsonNode row = want.get("confusion_rows_label_cols_pred").get(label);
      comparisons.exact(prefix + "confusion" + at, counts[label], longs(row));
      for (ClassMetric metric : ClassMetric.values()) {
        number(
            prefix + metric.label() + at,
            metric.of(areas, label),
            want.get(metric.label()).get(label),
            comparisons);
      }
    }
    for (ClassMetric metric : ClassMetric.values()) {
      String mean = "m" + metric.label();
      number(prefix + mean, metric.mean(areas), want.get(mean), comparisons);
    }
    number(prefix + "aAcc", areas.allAccuracy(), want.get("aAcc"), comparisons);
  }

  private static void number(String name, double got, JsonNode want, Comparisons comparisons) {
    comparisons.number(
        name,
        Double.isNaN(got) ? NOTHING : got,
        want.isNull() ? NOTHING : want.asDouble(),
        Limit.METRIC);
  }

  private static long[] longs(JsonNode list) {
    long[] values = new long[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).asLong();
    }
    return values;
  }
}
