package org.vitmae.detection.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.data.Draws;
import org.vitmae.detection.model.Detections;
import org.vitmae.detection.model.HeadDesign;
import org.vitmae.detection.model.HeadLoss;
import org.vitmae.detection.model.ProposalSelector;
import org.vitmae.detection.model.RpnLoss;
import org.vitmae.detection.model.RpnOutput;
import org.vitmae.detection.model.Truth;
import org.vitmae.detection.ops.BalancedSampler;
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

/** Checks the region proposal network's selection and losses. */
record ProposalParity(Fixture fixture, Device device, Comparisons comparisons) {
  /** The recorded run took every anchor. */
  private static final BalancedSampler EVERY = new BalancedSampler(Integer.MAX_VALUE, 0.5);

  void all() throws IOException {
    JsonNode config = fixture.json("rpn.json");
    List<Tensor> anchors =
        BoxParity.grids(
                BoxParity.levels(config.get("anchor_sizes"), config.get("aspect_ratios_h_over_w")),
                config,
                config.get("padded_image_h_w"))
            .stream()
            .map(grid -> Tensors.of(grid, device, grid.length / 4, 4))
            .toList();
    try (Recorded inputs = open("rpn_inputs");
        Recorded eval = open("rpn_eval");
        Recorded train = open("rpn_train")) {
      Run run = new Run(config, anchors, inputs);
      run.decoding(eval);
      run.selection(eval, "testing");
      run.selection(train, "training");
      run.losses(train);
    }
  }

  private record Run(JsonNode config, List<Tensor> anchors, Recorded inputs) {
    private List<ImageSize> images() {
      List<ImageSize> images = new ArrayList<>();
      config
          .get("image_sizes_h_w")
          .forEach(size -> images.add(new ImageSize(size.get(0).asInt(), size.get(1).asInt())));
      return images;
    }

    private List<Tensor> maps(String prefix) {
      List<Tensor> maps = new ArrayList<>();
      for (int level = 0; level < anchors.size(); level++) {
        maps.add(inputs.loadLeaf(prefix + level));
      }
      return maps;
    }

    private RpnOutput output() {
      return RpnOutput.of(maps("objectness_level"), maps("deltas_level"));
    }

    private Tensor allAnchors() {
      return torch.cat(new TensorVector(anchors.toArray(Tensor[]::new)), 0);
    }

    void decoding(Recorded want) {
      List<Tensor> images = new ArrayList<>();
      Tensor all = allAnchors();
      Tensor offsets = torch.cat(new TensorVector(output().offsets().toArray(Tensor[]::new)), 1);
      for (int image = 0; image < offsets.size(0); image++) {
        images.add(BoxCoder.PROPOSAL.decode(offsets.select(0, image), all));
      }
      want.value("anchors", all);
      want.pixels(
          "decoded_proposals", torch.stack(new TensorVector(images.toArray(Tensor[]::new)), 0));
    }

    void selection(Recorded want, String mode) {
      ProposalSelector selector =
          new ProposalSelector(
              config.get("pre_nms_top_n").get(mode).asInt(),
              config.get("post_nms_top_n").get(mode).asInt(),
              new NonMaximumSuppression((float) config.get("nms_thresh").asDouble()),
              config.get("score_thresh").asDouble(),
              config.get("min_size").asDouble());
      List<Detections> selected = selector.select(output(), anchors, images());
      for (int image = 0; image < selected.size(); image++) {
        want.pixels("boxes_img" + image, selected.get(image).boxes());
        want.value("scores_img" + image, selected.get(image).scores());
      }
    }

    void losses(Recorded want) {
      List<Tensor> objectness = maps("objectness_level");
      List<Tensor> deltas = maps("deltas_level");
      Matcher matcher =
          new Matcher(
              config.get("fg_iou_thresh").asDouble(), config.get("bg_iou_thresh").asDouble(), true);
      Tensor all = allAnchors();
      List<Truth> truths = new ArrayList<>();
      for (int image = 0; inputs.has("gt_boxes_img" + image); image++) {
        Tensor boxes = inputs.load("gt_boxes_img" + image);
        truths.add(
            new Truth(
                boxes.cpu(),
                Tensors.of(new long[(int) boxes.size(0)], Device.CPU, boxes.size(0)),
                Optional.empty()));
        long[] matched = Tensors.toLongs(matcher.match(Boxes.iou(boxes, all)));
        float[] labels = new float[matched.length];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = matched[i] >= 0 ? 1 : matched[i] == Matcher.BACKGROUND ? 0 : -1;
        }
        want.exactFloats("anchor_labels_img" + image, labels);
      }
      HeadLoss loss =
          new RpnLoss(matcher, EVERY, HeadDesign.FPN.beta())
              .loss(
                  RpnOutput.of(objectness, deltas),
                  all,
                  truths,
                  (purpose, image) -> Draws.of(0, purpose, 0, image));
      want.value("loss_objectness", loss.classes());
      want.value("loss_rpn_box_reg", loss.boxes());
      loss.total().backward();
      for (int level = 0; level < anchors.size(); level++) {
        want.value("grad_objectness_level" + level, objectness.get(level).grad());
        want.value("grad_deltas_level" + level, deltas.get(level).grad());
      }
    }
  }

  private Recorded open(String file) {
    return Recorded.open(fixture, file, device, comparisons);
  }
}
