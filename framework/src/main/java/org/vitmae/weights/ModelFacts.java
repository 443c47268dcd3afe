package org.vitmae.weights;

import java.util.Optional;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.Preset;

/**
 * What a source says of a model that its tensors do not show; each is empty where it is silent.
 *
 * @param numHeads encoder attention heads
 * @param decoderNumHeads decoder attention heads
 * @param layerNormEps eps of every layer norm
 * @param normPixLoss whether it was pretrained on normalized patches
 * @param maskRatio share of the patches removed in pretraining
 * @param image the images' size
 */
public record ModelFacts(
    Optional<Integer> numHeads,
    Optional<Integer> decoderNumHeads,
    Optional<Double> layerNormEps,
    Optional<Boolean> normPixLoss,
    Optional<Double> maskRatio,
    Optional<ImageSize> image) {
  /** Nothing is said. */
  public static final ModelFacts NONE =
      new ModelFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Returns what a definition says of its model. */
  public static ModelFacts of(ExperimentConfig config) {
    return new ModelFacts(
        Optional.of(config.model().numHeads()),
        Optional.of(config.model().decoderNumHeads()),
        Optional.of(config.model().layerNormEps()),
        Optional.of(config.model().normPixLoss()),
        Optional.of(config.masking().ratio()),
        Optional.of(new ImageSize(config.data().imageHeight(), config.data().imageWidth())));
  }

  /** Returns what is usual for a preset: its heads. */
  public static ModelFacts of(Preset preset) {
    return new ModelFacts(
        Optional.of(preset.numHeads()),
        Optional.of(preset.decoderNumHeads()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Height and width in pixels. */
  public record ImageSize(int height, int width) {}

  /** Returns these facts, and another source's where these are silent. */
  public ModelFacts or(ModelFacts other) {
    return new ModelFacts(
        numHeads.or(other::numHeads),
        decoderNumHeads.or(other::decoderNumHeads),
        layerNormEps.or(other::layerNormEps),
        normPixLoss.or(other::normPixLoss),
        maskRatio.or(other::maskRatio),
        image.or(other::image));
  }
}
