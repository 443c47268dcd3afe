package org.vitmae.segmentation.inference;

import java.util.List;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SegmentationLossConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.config.SegmenterConfig.Inference;
import org.vitmae.config.SourceConfig;

/** Ways to look at gray images by windows of 8 x 12 pixels. */
record Windows(
    Inference inference,
    double overlap,
    boolean flip,
    List<Double> scales,
    boolean instances,
    int height,
    int width) {
  static Windows over(double overlap) {
    return new Windows(Inference.WINDOW, overlap, false, List.of(1.0), false, 8, 12);
  }

  Windows withFlip(boolean on) {
    return new Windows(inference, overlap, on, scales, instances, height, width);
  }

  Windows withScales(List<Double> sizes) {
    return new Windows(inference, overlap, flip, sizes, instances, height, width);
  }

  Windows withInstances() {
    return new Windows(inference, overlap, flip, scales, true, height, width);
  }

  Windows withInference(Inference way) {
    return new Windows(way, overlap, flip, scales, instances, height, width);
  }

  Windows withSize(int side) {
    return new Windows(inference, overlap, flip, scales, instances, side, side);
  }

  SlidingWindow sliding(int scores) {
    return new SlidingWindow(segmenter(), data(), scores);
  }

  SlidingWindow sliding(int scores, long probabilityBytes) {
    return new SlidingWindow(segmenter(), data(), scores, probabilityBytes);
  }

  private SegmenterConfig segmenter() {
    return new SegmenterConfig(
        8,
        0,
        0,
        new SegmentationLossConfig(1, 0, 0, List.of()),
        instances,
        inference,
        overlap,
        flip,
        scales,
        false,
        false);
  }

  private DataConfig data() {
    return new DataConfig(
        "test",
        DataConfig.Format.SCENES,
        SourceConfig.NONE,
        SourceConfig.NONE,
        SourceConfig.NONE,
        0,
        0,
        0,
        "",
        height,
        width,
        1,
        List.of(0.2),
        List.of(1.0),
        DataConfig.OnCorrupt.FAIL,
        1,
        DataConfig.Target.CLASS,
        List.of(),
        MaskConfig.NONE);
  }
}
