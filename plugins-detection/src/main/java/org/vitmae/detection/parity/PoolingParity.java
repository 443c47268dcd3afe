package org.vitmae.detection.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.MultiScaleRoiAlign;
import org.vitmae.detection.ops.RoiAlign;
import org.vitmae.detection.ops.Rois;
import org.vitmae.maps.FeaturePyramid;
import org.vitmae.maps.PatchMaps;
import org.vitmae.model.Weights;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Recorded;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;

/** Checks what works on feature maps: pooling of regions and the feature pyramid. */
record PoolingParity(Fixture fixture, Device device, Comparisons comparisons) {
  private static final double SCALE = 0.125;
  private static final int ROI = 5; // image and four coordinates

  void all() {
    for (boolean aligned : new boolean[] {true, false}) {
      for (int samplingRatio : new int[] {2, 0}) {
        roiAlign(aligned, samplingRatio);
      }
    }
    multiScale();
    pyramid();
  }

  private void roiAlign(boolean aligned, int samplingRatio) {
    try (Recorded recorded = open("roi_align")) {
      String name = "aligned%d_sr%d_".formatted(aligned ? 1 : 0, samplingRatio);
      int bins = (int) recorded.tensors().shape(name + "out")[2];
      Tensor input = recorded.loadLeaf("input");
      Tensor out =
          new RoiAlign(bins, SCALE, samplingRatio, aligned)
              .apply(input, rois(recorded.tensors().floats("rois")));
      recorded.value(name + "out", out);
      out.mul(recorded.load("grad_output")).sum().backward();
      recorded.value(name + "grad_input", input.grad());
    }
  }

  private static Rois rois(float[] rows) {
    int size = rows.length / ROI;
    float[] boxes = new float[4 * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(rows, ROI * i + 1, boxes, 4 * i, 4);
    }
    return new Rois(IntStream.range(0, size).map(i -> (int) rows[ROI * i]).toArray(), boxes);
  }

  private void multiScale() {
    try (Recorded recorded = open("multiscale_roi_align")) {
      List<Tensor> levels = sequence(recorded, "feat_");
      Rois rois = Rois.of(sequence(recorded, "boxes_img"));
      int bins = (int) recorded.tensors().shape("out")[2];
      MultiScaleRoiAlign align = new MultiScaleRoiAlign(bins, 2, false, 56, 4);
      ImageSize image = new ImageSize(128, 160);
      recorded.exact(
          "levels", Arrays.stream(align.levelsOf(levels, image, rois)).asLongStream().toArray());
      recorded.value("out", align.apply(levels, image, rois));
    }
  }

  private void pyramid() {
    try (Recorded recorded = open("fpn");
        NamedParameters parameters = new NamedParameters()) {
      List<Tensor> in = sequence(recorded, "in_");
      in.forEach(map -> map.set_requires_grad(true));
      int out = (int) recorded.tensors().shape("out_0")[1];
      FeaturePyramid pyramid =
          new FeaturePyramid(
              new Weights(parameters, device, 0),
              in.stream().map(map -> (int) map.size(1)).toList(),
              out);
      try (NoGrad noGrad = new NoGrad()) {
        parameters
            .names()
            .forEach(name -> parameters.get(name).copy_(recorded.load("weight." + name)));
      }
      List<Tensor> levels = new ArrayList<>(pyramid.apply(in));
      levels.add(PatchMaps.everySecondCell(levels.get(levels.size() - 1)));
      Tensor loss = torch.zeros_like(recorded.load("loss"));
      for (int i = 0; i < levels.size(); i++) {
        recorded.value(i < in.size() ? "out_" + i : "out_pool", levels.get(i));
        loss = loss.add(levels.get(i).square().mean());
      }
      recorded.value("loss", loss);
      loss.backward();
      for (int i = 0; i < in.size(); i++) {
        recorded.value("grad_in_" + i, in.get(i).grad());
      }
      for (String name : parameters.names()) {
        recorded.value("grad_weight." + name, parameters.get(name).grad());
      }
    }
  }

  /** Loads the tensors named by a prefix and 0, 1, and so on. */
  private static List<Tensor> sequence(Recorded recorded, String prefix) {
    List<Tensor> tensors = new ArrayList<>();
    while (recorded.has(prefix + tensors.size())) {
      tensors.add(recorded.load(prefix + tensors.size()));
    }
    return tensors;
  }

  private Recorded open(String file) {
    return Recorded.open(fixture, file, device, comparisons);
  }
}
