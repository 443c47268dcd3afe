package org.vitmae.segmentation.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.config.ConfigException;
import org.vitmae.config.SegmentationLossConfig;
import org.vitmae.plugin.ArmRequest;

/** What a U-Net can be asked for. */
final class UNetLimits {
  private static final int LEAST_CHANNELS = 4 * UNet.STRIDE;

  private UNetLimits() {}

  /**
   * Checks that an arm asks for nothing else.
   *
   * @throws ConfigException naming all that it does
   */
  static void check(ArmRequest request) {
    List<String> problems = new ArrayList<>();
    int height = request.data().imageHeight();
    int width = request.data().imageWidth();
    if (height % UNet.STRIDE != 0 || width % UNet.STRIDE != 0) {
      problems.add(
          "data.image-height and data.image-width must be multiples of %d for protocol 'unet', which halves images four times, got %d and %d."
              .formatted(UNet.STRIDE, height, width));
    }
    int channels = request.arm().segmenter().channels();
    if (channels % UNet.STRIDE != 0 || channels < LEAST_CHANNELS) {
      problems.add(
          "segmenter.channels must be a multiple of %d from %d on for protocol 'unet', whose coarsest maps have that many and whose finest a sixteenth, got %d; set it in this arm."
              .formatted(UNet.STRIDE, LEAST_CHANNELS, channels));
    }
    SegmentationLossConfig loss = request.arm().segmenter().loss();
    if (loss.dice() > 0 || loss.focal() > 0) {
      problems.add(
          "segmenter.loss.dice and segmenter.loss.focal must be 0 for protocol 'unet', which learns by cross-entropy, got %s and %s; set them in this arm."
              .formatted(loss.dice(), loss.focal()));
    }
    double smoothing = request.arm().train().labelSmoothing();
    if (smoothing != 0) {
      problems.add(
          "train.label-smoothing must be 0 for protocol 'unet', got %s; recipe: segmentation sets it."
              .formatted(smoothing));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
