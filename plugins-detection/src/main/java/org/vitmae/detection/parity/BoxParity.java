package org.vitmae.detection.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.detection.ops.AnchorLevel;
import org.vitmae.detection.ops.BoxCoder;
import org.vitmae.detection.ops.Boxes;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.Matcher;
import org.vitmae.detection.ops.NonMaximumSuppression;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Recorded;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** Checks geometry: overlaps, coding, matching, anchors, suppression. */
record BoxParity(Fixture fixture, Device device, Comparisons comparisons) {
  void all() throws IOException {
    overlaps();
    coder();
    matcher();
    anchors();
    suppression();
  }

  private void overlaps() {
    try (Recorded iou = open("iou")) {
      Tensor a = iou.load("boxes1");
      Tensor b = iou.load("boxes2");
      iou.value("area1", Boxes.area(a));
      iou.value("iou", Boxes.iou(a, b));
      iou.value("giou", Boxes.giou(a, b));
      iou.value("clipped_to_h40_w50", Boxes.clip(b, new ImageSize(40, 50)));
      iou.value("cxcywh", Boxes.toCenters(a));
      iou.value("xywh", Boxes.toSizes(a));
    }
  }

  private void coder() {
    try (Recorded coder = open("box_coder")) {
      Tensor boxes = coder.load("reference_boxes");
      Tensor proposals = coder.load("proposals");
      coder("w10", BoxCoder.REGION, coder, boxes, proposals);
      coder("w1", BoxCoder.PROPOSAL, coder, boxes, proposals);
    }
  }

  private static void coder(
      String name, BoxCoder coder, Recorded recorded, Tensor boxes, Tensor proposals) {
    recorded.value("encoded_" + name, coder.encode(boxes, proposals));
    recorded.pixels("decoded_" + name, coder.decode(recorded.load("deltas"), proposals));
    recorded.pixels("decoded3_" + name, coder.decode(recorded.load("deltas3"), proposals));
  }

  private void matcher() {
    try (Recorded matcher = open("matcher")) {
      Tensor iou = matcher.load("iou");
      for (boolean keepBest : new boolean[] {false, true}) {
        matcher.exact(
            "matches_low_quality_" + (keepBest ? 1 : 0),
            Tensors.toLongs(new Matcher(0.7, 0.3, keepBest).match(iou)));
      }
    }
  }

  private void anchors() throws IOException {
    JsonNode config = fixture.json("anchors.json");
    try (Recorded recorded = open("anchors")) {
      List<AnchorLevel> levels = levels(config.get("sizes"), config.get("aspect_ratios_h_over_w"));
      for (int i = 0; i < levels.size(); i++) {
        recorded.exactFloats("cell_anchors_level" + i, levels.get(i).base());
      }
      recorded.exactFloats("anchors", concatenate(grids(levels, config, config.get("image_h_w"))));
    }
  }

  static List<AnchorLevel> levels(JsonNode sizes, JsonNode ratios) {
    List<AnchorLevel> levels = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      levels.add(new AnchorLevel(numbers(sizes.get(i)), numbers(ratios.get(i))));
    }
    return levels;
  }

  /** Returns the anchors of each level over a recorded image. */
  static List<float[]> grids(List<AnchorLevel> levels, JsonNode config, JsonNode image) {
    List<float[]> grids = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      int rows = config.get("grids_h_w").get(i).get(0).asInt();
      int columns = config.get("grids_h_w").get(i).get(1).asInt();
      grids.add(
          levels
              .get(i)
              .grid(rows, columns, image.get(0).asInt() / rows, image.get(1).asInt() / columns));
    }
    return grids;
  }

  private static float[] concatenate(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  private void suppression() {
    try (Recorded nms = open("nms")) {
      Safetensors tensors = nms.tensors();
      float[] boxes = tensors.floats("boxes");
      float[] scores = tensors.floats("scores");
      int[] labels = Arrays.stream(tensors.longs("labels")).mapToInt(Math::toIntExact).toArray();
      for (int percent : new int[] {30, 50, 70}) {
        NonMaximumSuppression suppression = new NonMaximumSuppression(percent / 100f);
        int[] plain = suppression.keep(boxes, scores, new int[labels.length], labels.length);
        int[] perLabel = suppression.keep(boxes, scores, labels, labels.length);
        nms.exact("keep_" + percent, Arrays.stream(plain).asLongStream().toArray());
        nms.exact("batched_keep_" + percent, Arrays.stream(perLabel).asLongStream().toArray());
      }
    }
  }

  private Recorded open(String file) {
    return Recorded.open(fixture, file, device, comparisons);
  }
}
