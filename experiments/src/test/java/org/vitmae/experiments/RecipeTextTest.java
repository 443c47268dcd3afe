package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ExperimentConfig;

/** The recipes of the ImageNet definitions against tables 8 to 11 of the paper. */
class RecipeTextTest {
  private static ExperimentConfig read(String name) {
    return DefinitionOptions.reader().read(name, List.of());
  }

  private static RecipeText arm(String definition, String arm) {
    Map<String, ArmConfig> arms = read(definition).arms();
    return new RecipeText(arms.get(arm).train());
  }

  @Test
  void pretrainingIsTableEight() {
    RecipeText text = new RecipeText(read("imagenet-vit-base").pretrain().recipe());

    assertThat(text.weights())
        .isEqualTo("warm-up of 40 epochs, weight decay 0.05, betas 0.9 and 0.95");
    assertThat(text.images()).isEqualTo("crop of 20 to 100 %, flip 50 %");
  }

  @Test
  void fineTuningIsTableNine() {
    RecipeText text = arm("imagenet-vit-base", "fine-tune");

    assertThat(text.weights())
        .isEqualTo(
            "warm-up of 5 epochs, weight decay 0.05, betas 0.9 and 0.999, layer decay 0.75,"
                + " drop path 0.1, label smoothing 0.1");
    assertThat(text.images())
        .isEqualTo(
            "crop of 8 to 100 %, flip 50 %, RandAugment (9, 0.5), random erasing 0.25, mixup 0.8,"
                + " cutmix 1");
  }

  @Test
  void linearProbingIsTableTen() {
    RecipeText text = arm("imagenet-vit-base", "linear-probe");

    assertThat(text.weights()).isEqualTo("warm-up of 10 epochs, weight decay 0, momentum 0.9");
    assertThat(text.images()).isEqualTo("crop of 8 to 100 %, flip 50 %");
  }

  @Test
  void supervisedTrainingIsTableEleven() {
    assertThat(arm("imagenet-vit-base", "scratch").weights())
        .isEqualTo(
            "warm-up of 20 epochs, weight decay 0.3, betas 0.9 and 0.95, drop path 0.1,"
                + " label smoothing 0.1, weights averaged by 0.9999");
    assertThat(arm("imagenet-vit-huge", "scratch").weights()).contains("drop path 0.2");
    assertThat(arm("imagenet-vit-base", "scratch").images())
        .isEqualTo("crop of 8 to 100 %, flip 50 %, RandAugment (9, 0.5), mixup 0.8, cutmix 1");
  }

  @Test
  void detectionIsViTDets() {
    RecipeText base = arm("coco-vit-base", "mae");

    assertThat(base.weights())
        .isEqualTo(
            "warm-up of 0.14 epochs, then down in steps, weight decay 0.1, betas 0.9 and 0.999, layer decay 0.7,"
                + " drop path 0.1");
    assertThat(base.images()).isEqualTo("whole images at 0.1 to 2 of their size, flip 50 %");
    assertThat(arm("coco-vit-large", "mae").weights()).contains("layer decay 0.8, drop path 0.4");
  }

  @Test
  void segmentationIsMmsegmentations() {
    RecipeText base = arm("ade20k-vit-base", "mae");

    assertThat(base.weights())
        .startsWith("warm-up of 1.2 epochs, then down a line, weight decay 0.05");
    assertThat(base.images())
        .isEqualTo(
            "random windows of images at 0.5 to 2 of their size, drawn again where one class fills"
                + " 75 %, flip 50 %, photometric distortion 1");
  }

  @Test
  void windowsAndDistortionAreSaid() {
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                "imagenet-vit-base",
                List.of(
                    "arms.scratch.recipe=plain",
                    "arms.scratch.train.augment.framing.mode=window",
                    "arms.scratch.train.augment.framing.scale-min=0.5",
                    "arms.scratch.train.augment.framing.scale-max=2",
                    "arms.scratch.train.augment.photometric-distortion=1",
                    "pretrain.augment.framing.mode=fit"));

    assertThat(new RecipeText(config.arms().get("scratch").train()).images())
        .startsWith("random windows of images at 0.5 to 2 of their size, flip 50 %, photometric");
    assertThat(new RecipeText(config.pretrain().recipe()).images())
        .startsWith("whole images, flip");
  }
}
