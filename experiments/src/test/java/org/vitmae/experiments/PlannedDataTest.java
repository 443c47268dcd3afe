package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ExperimentConfig;

class PlannedDataTest {
  @Test
  void pixelsHaveTheClassesOfTheDefinition() {
    assertThat(planned("nuclei-segmentation")).isEqualTo(pixels(373, 2));
    assertThat(planned("ade20k-vit-base")).isEqualTo(pixels(20210, 150));
    assertThat(planned("cityscapes")).isEqualTo(pixels(2975, 19));
    assertThat(planned("camvid")).isEqualTo(pixels(369, 31));
  }

  @Test
  void objectsDrawnToPixelsHaveABackground() {
    assertThat(planned("coco-vit-base").classes()).isEqualTo(80);
    assertThat(planned("coco-vit-base", "data.target=pixels").classes()).isEqualTo(81);
    assertThat(planned("quickstart", "data.target=pixels").classes()).isEqualTo(11);
  }

  @Test
  void aShareOfTheImagesIsAtLeastOne() {
    assertThat(images("0.05", 100)).isEqualTo(5);
    assertThat(images("0.001", 100)).isEqualTo(1);
    assertThat(images("0.001", 0)).isZero();
  }

  /** Returns the images that an arm is planned with. */
  private static int images(String fraction, int count) {
    ExperimentConfig config =
        read(
            "quickstart",
            "data.target=pixels",
            "data.train.count=" + count,
            "data.validation-fraction=0",
            "arms.scratch.labels-per-class=0",
            "arms.scratch.label-fraction=" + fraction);
    ArmConfig arm = config.arms().get("scratch");
    return PlannedData.of(config.data()).images(arm);
  }

  private static PlannedData pixels(int images, int classes) {
    return new PlannedData(images, classes, "classes of pixels", 1);
  }

  private static PlannedData planned(String definition, String... overrides) {
    return PlannedData.of(read(definition, overrides).data());
  }

  private static ExperimentConfig read(String definition, String... overrides) {
    return DefinitionOptions.reader().read(definition, List.of(overrides));
  }
}
