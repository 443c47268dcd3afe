package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.Rois;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Faster R-CNN (Ren et al. 2015) on a pyramid, with a mask head Mask R-CNN (He et al. 2017): a
 * first stage proposes regions, a second one names, corrects and outlines them.
 */
public final class TwoStageDetector implements Detector {
  private final TwoStageConfig config;
  private final RpnHead rpn;
  private final BoxHead boxHead;
  private final Optional<MaskHead> maskHead;

  /** Makes the layers of both stages: {@code rpn}, {@code box_head}, {@code mask_head}. */
  public TwoStageDetector(Weights weights, TwoStageConfig config) {
    this.config = config;
    this.rpn = new RpnHead(weights.child("rpn"), config);
    this.boxHead = new BoxHead(weights.child("box_head"), config);
    this.maskHead =
        config.masks()
            ? Optional.of(new MaskHead(weights.child("mask_head"), config))
            : Optional.empty();
  }

  /**
   * Computes the losses of a batch.
   *
   * @param pyramid [N, C, H_i, W_i]
   * @param padded size that the pyramid covers
   * @param images sizes without padding, one per image
   * @param truths one per image
   */
  public TwoStageLoss losses(
      List<Tensor> pyramid,
      ImageSize padded,
      List<ImageSize> images,
      List<Truth> truths,
      SampleDraws draws) {
    List<Tensor> anchors = anchors(pyramid, padded);
    RpnOutput output = rpn.apply(pyramid);
    Tensor all = torch.cat(new TensorVector(anchors.toArray(Tensor[]::new)), 0);
    HeadLoss proposals = config.proposals().loss(output, all, truths, draws);
    List<Detections> proposed = config.training().select(output, anchors, images);
    List<RoiSample> samples =
        IntStream.range(0, images.size())
            .mapToObj(i -> config.sampler().sample(proposed.get(i), truths.get(i), draws, i))
            .toList();
    BoxHead.Output answers =
        boxHead(pyramid, padded, samples.stream().map(RoiSample::boxes).toList());
    HeadLoss regions =
        RegionLoss.of(answers.logits(), answers.offsets(), samples, truths, config.design().beta());
    Tensor masks =
        maskHead
            .map(
                head -> {
                  List<Tensor> boxes = samples.stream().map(RoiSample::positiveBoxes).toList();
                  return MaskLoss.of(
                      outline(head, pyramid, padded, Rois.of(boxes)),
                      samples,
                      truths,
                      config.design().binaryMasks());
                })
            .orElseGet(() -> torch.zeros_like(regions.classes()));
    return new TwoStageLoss(proposals, regions, masks);
  }

  @Override
  public Tensor loss(
      List<Tensor> pyramid,
      ImageSize padded,
      List<ImageSize> images,
      List<Truth> truths,
      SampleDraws draws) {
    return losses(pyramid, padded, images, truths, draws).total();
  }

  @Override
  public List<Detections> detect(List<Tensor> pyramid, ImageSize padded, List<ImageSize> images) {
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Device device = Device.of(pyramid.get(0));
      List<Tensor> proposals = new ArrayList<>();
      for (Detections proposed :
          config.testing().select(rpn.apply(pyramid), anchors(pyramid, padded), images)) {
        proposals.add(Tensors.of(proposed.boxes(), Device.CPU, proposed.size(), 4));
      }
      BoxHead.Output answers = boxHead(pyramid, padded, proposals);
      List<Tensor> around = proposals.stream().map(p -> Tensors.onDevice(p, device)).toList();
      return config.selector().select(answers.logits(), answers.offsets(), around, images);
    }
  }

  @Override
  public Tensor masks(List<Tensor> pyramid, ImageSize padded, List<Detections> found) {
    MaskHead head =
        maskHead.orElseThrow(() -> new IllegalStateException("the detector has no mask head"));
    try (NoGrad noGrad = new NoGrad()) {
      Device device = Device.of(pyramid.get(0));
      Rois rois =
          Rois.of(
              found.stream()
                  .map(image -> Tensors.of(image.boxes(), Device.CPU, image.size(), 4))
                  .toList());
      Tensor logits = outline(head, pyramid, padded, rois); // [R, K, M, M]
      long[] rows = new long[rois.size()];
      int at = 0;
      for (Detections image : found) {
        for (int label : image.labels()) {
          rows[at] = (long) at * config.classes() + label;
          at++;
        }
      }
      return logits.flatten(0, 1).index_select(0, Tensors.of(rows, device, rows.length)).sigmoid();
    }
  }

  /** Anchors of each level; a level's stride is what the padded size divides into. */
  private List<Tensor> anchors(List<Tensor> pyramid, ImageSize padded) {
    Device device = Device.of(pyramid.get(0));
    List<Tensor> anchors = new ArrayList<>();
    for (int i = 0; i < pyramid.size(); i++) {
      int rows = (int) pyramid.get(i).size(2);
      int columns = (int) pyramid.get(i).size(3);
      double rowStride = (double) padded.height() / rows;
      double columnStride = (double) padded.width() / columns;
      float[] grid = config.anchors().get(i).grid(rows, columns, rowStride, columnStride);
      anchors.add(Tensors.of(grid, device, grid.length / 4, 4));
    }
    return anchors;
  }

  private BoxHead.Output boxHead(List<Tensor> pyramid, ImageSize padded, List<Tensor> boxes) {
    return boxHead.apply(config.boxPooling().apply(pooled(pyramid), padded, Rois.of(boxes)));
  }

  private Tensor outline(MaskHead head, List<Tensor> pyramid, ImageSize padded, Rois rois) {
    return head.apply(config.maskPooling().apply(pooled(pyramid), padded, rois));
  }

  /** The coarsest level only serves to propose very large regions. */
  private static List<Tensor> pooled(List<Tensor> pyramid) {
    return pyramid.subList(0, pyramid.size() - 1);
  }
}
