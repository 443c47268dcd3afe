package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskConfigTest {
  private static final String MASKS =
      """
      data:
        name: Nuclei
        format: masks
        target: pixels
        train: {path: n, images: "images/*.png", labels: "masks/*.png", instances: "instances/*.png"}
        masks: {classes: [background, nucleus]}
      """;

  @TempDir Path folder;

  private ExperimentConfig read(String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), MASKS);
    return new ConfigReader(MaskConfigTest.class.getClassLoader())
        .read(file.toString(), List.of(overrides));
  }

  private List<String> problems(String... overrides) {
    return catchThrowableOfType(ConfigException.class, () -> read(overrides)).problems();
  }

  @Test
  void masksAreDescribedInTheDefinition() throws IOException {
    DataConfig data = read().data();

    assertThat(data.masks().classes()).containsExactly("background", "nucleus");
    assertThat(data.masks().ignore()).containsExactly(255);
    assertThat(data.train().instances()).isEqualTo("instances/*.png");
    assertThat(data.target()).isEqualTo(DataConfig.Target.PIXELS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.target=class | data.target (--set): found \"class\", must be what format masks has: pixels",
        "data.train.images=images | data.train.images (--set): found \"images\", must be a pattern with one *, for instance \"images/*.png\"",
        "data.train.labels=m/*/*.png | data.train.labels (--set): found \"m/*/*.png\", must be a pattern with one *, for instance \"images/*.png\"",
        "data.train.instances=i | data.train.instances (--set): found \"i\", must be a pattern with one *, for instance \"images/*.png\"",
        "data.class-names=x.txt | data.class-names (--set): found \"x.txt\", must be empty beside masks.classes; give one of the two",
        "data.masks.values=colors | data.masks.colors (defaults.yaml): found \"\", must be the file of the color table, as values is colors",
        "data.masks.colors=c.txt | data.masks.colors (--set): found \"c.txt\", must be empty but for values: colors",
        "data.masks.ignore=[256] | data.masks.ignore (--set): found 256, must be values from 0 to 255",
        "pretrain.augment.framing.mode=window | pretrain.augment.framing.mode (--set): found \"window\", must be crop or fit, as pretraining is judged on images of one size",
      })
  void whatMasksCannotBeIsRefused(String override, String problem) {
    assertThat(problems(override)).containsExactly(problem);
  }

  @Test
  void photometricDistortionIsTheOnlyChangeOfColors() {
    assertThat(
            problems(
                "pretrain.augment.photometric-distortion=1", "pretrain.augment.color-jitter=0.4"))
        .containsExactly(
            "pretrain.augment.photometric-distortion (--set): found 1, must be 0 while color-jitter or rand-augment-magnitude is not: they change the same colors");
  }
}
