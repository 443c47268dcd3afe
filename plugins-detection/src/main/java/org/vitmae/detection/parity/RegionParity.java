package org.vitmae.detection.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.model.DetectionSelector;
import org.vitmae.detection.model.Detections;
import org.vitmae.detection.model.HeadDesign;
import org.vitmae.detection.model.HeadLoss;
import org.vitmae.detection.model.RegionLoss;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.NonMaximumSuppression;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Recorded;
import org.vitmae.tensor.Device;

/** Checks the box head's losses and how its answers become detections. */
record RegionParity(Fixture fixture, Device device, Comparisons comparisons) {
  void all() throws IOException {
    losses();
    detections(fixture.json("roi_postprocess.json"));
  }

  private void losses() {
    try (Recorded recorded = Recorded.open(fixture, "fastrcnn_loss", device, comparisons)) {
      Tensor logits = recorded.loadLeaf("class_logits");
      Tensor offsets = recorded.loadLeaf("box_regression");
      Tensor columns = recorded.loadLongs("labels");
      Tensor positive = columns.gt(new Scalar(0)).nonzero().squeeze(1);
      Tensor targets = recorded.load("regression_targets").index_select(0, positive);
      HeadLoss loss = RegionLoss.of(logits, offsets, columns, targets, HeadDesign.FPN.beta());
      recorded.value("loss_classifier", loss.classes());
      recorded.value("loss_box_reg", loss.boxes());
      loss.total().backward();
      recorded.value("grad_class_logits", logits.grad());
      recorded.value("grad_box_regression", offsets.grad());
    }
  }

  private void detections(JsonNode config) {
    DetectionSelector selector =
        new DetectionSelector(
            config.get("score_thresh").asDouble(),
            config.get("min_size").asDouble(),
            new NonMaximumSuppression((float) config.get("nms_thresh").asDouble()),
            config.get("detections_per_img").asInt());
    List<ImageSize> images = new ArrayList<>();
    config
        .get("image_sizes_h_w")
        .forEach(size -> images.add(new ImageSize(size.get(0).asInt(), size.get(1).asInt())));
    try (Recorded recorded = Recorded.open(fixture, "roi_postprocess", device, comparisons)) {
      List<Tensor> proposals = new ArrayList<>();
      for (int image = 0; image < images.size(); image++) {
        proposals.add(recorded.load("proposals_img" + image));
      }
      List<Detections> found =
          selector.select(
              recorded.load("class_logits"), recorded.load("box_regression"), proposals, images);
      for (int image = 0; image < found.size(); image++) {
        recorded.pixels("boxes_img" + image, found.get(image).boxes());
        recorded.value("scores_img" + image, found.get(image).scores());
        // Recorded labels count the background as class 0.
        recorded.exact(
            "labels_img" + image,
            Arrays.stream(found.get(image).labels()).mapToLong(label -> label + 1L).toArray());
      }
    }
  }
}
