package org.vitmae.experiments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.RecipeConfig;

/** A recipe in words: only what is switched on. */
record RecipeText(RecipeConfig recipe) {
  /** Returns how weights are changed and held back, for instance by decay and averaging. */
  String weights() {
    List<String> parts = new ArrayList<>();
    parts.add("warm-up of %s epochs%s".formatted(number(recipe.warmupEpochs()), fall()));
    parts.add("weight decay " + number(recipe.weightDecay()));
    parts.add(
        recipe.optimizer() == RecipeConfig.OptimizerKind.LARS
            ? "momentum " + number(recipe.beta1())
            : "betas %s and %s".formatted(number(recipe.beta1()), number(recipe.beta2())));
    add(parts, recipe.layerDecay() < 1, "layer decay", recipe.layerDecay());
    add(parts, recipe.dropPath() > 0, "drop path", recipe.dropPath());
    add(parts, recipe.labelSmoothing() > 0, "label smoothing", recipe.labelSmoothing());
    add(parts, recipe.emaDecay() > 0, "weights averaged by", recipe.emaDecay());
    add(parts, recipe.clipGradNorm() > 0, "gradient norm at most", recipe.clipGradNorm());
    return String.join(", ", parts);
  }

  private String fall() {
    return switch (recipe.decay()) {
      case COSINE -> "";
      case LINEAR -> ", then down a line";
      case STEPS -> ", then down in steps";
    };
  }

  /** Returns how images are varied and mixed. */
  String images() {
    AugmentConfig augment = recipe.augment();
    MixConfig mix = recipe.mix();
    List<String> parts = new ArrayList<>();
    parts.add(frame(augment));
    parts.add("flip " + percent(augment.flipProbability()) + " %");
    add(parts, augment.colorJitter() > 0, "color jitter", augment.colorJitter());
    add(
        parts,
        augment.photometricDistortion() > 0,
        "photometric distortion",
        augment.photometricDistortion());
    if (augment.randAugmentMagnitude() > 0) {
      parts.add(
          "RandAugment (%s, %s)"
              .formatted(
                  number(augment.randAugmentMagnitude()),
                  number(augment.randAugmentProbability())));
    }
    add(
        parts,
        augment.randomErasingProbability() > 0,
        "random erasing",
        augment.randomErasingProbability());
    add(parts, mix.isOn() && mix.mixupAlpha() > 0, "mixup", mix.mixupAlpha());
    add(parts, mix.isOn() && mix.cutmixAlpha() > 0, "cutmix", mix.cutmixAlpha());
    return String.join(", ", parts);
  }

  private static String frame(AugmentConfig augment) {
    FramingConfig framing = augment.framing();
    return switch (framing.mode()) {
      case CROP ->
          augment.cropScaleMin() == 1
              ? "no crop"
              : "crop of %s to %s %%"
                  .formatted(percent(augment.cropScaleMin()), percent(augment.cropScaleMax()));
      case FIT -> "whole images" + sizes(framing);
      case WINDOW -> "random windows of images" + sizes(framing) + redraws(framing);
    };
  }

  private static String sizes(FramingConfig framing) {
    return framing.scaleMin() == 1 && framing.scaleMax() == 1
        ? ""
        : " at %s to %s of their size"
            .formatted(number(framing.scaleMin()), number(framing.scaleMax()));
  }

  private static String redraws(FramingConfig framing) {
    return framing.classShareMax() == 1
        ? ""
        : ", drawn again where one class fills %s %%".formatted(percent(framing.classShareMax()));
  }

  private static void add(List<String> parts, boolean on, String what, double value) {
    if (on) {
      parts.add(what + " " + number(value));
    }
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f", 100 * share);
  }
}
