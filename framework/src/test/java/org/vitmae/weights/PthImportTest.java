package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.WeightTransfer;

/** Fills a model from a PyTorch file, watching memory. */
class PthImportTest {
  @TempDir private Path folder;

  @Test
  void aSmallModelIsFilledBitByBit() throws IOException {
    NoiseModel model = NoiseModel.of(32, 1, 16, 1);
    Path file = model.pth(folder.resolve("small.pth"));
    try (NamedParameters parameters = NoiseModel.parameters(model.config())) {
      fill(file, model, parameters);
      same(model, parameters);
    }
  }

  @Test
  @Tag("slow")
  void aViTBaseIsFilledBitByBitWithLittleMemoryBesidesTheModel() throws IOException {
    NoiseModel model = NoiseModel.of(768, 12, 512, 8);
    Path file = model.pth(folder.resolve("base.pth"));
    try (NamedParameters parameters = NoiseModel.parameters(model.config())) {
      long before = Measured.anonymousBytes();
      fill(file, model, parameters);
      long grown = Measured.anonymousBytes() - before;
      same(model, parameters);

      // The largest tensor is 9 MB.
      assertThat(grown).isLessThan(64_000_000);
      double filled = Measured.medianSeconds(time -> fill(file, model, parameters));
      double read = Measured.medianSeconds(time -> Measured.read(file));
      System.out.printf(
          Locale.ROOT,
          "ViT-B .pth: %.1f MB of anonymous memory; medians: fill %.3f s, read %.3f s%n",
          grown / 1e6,
          filled,
          read);
    }
  }

  private static void fill(Path file, NoiseModel model, NamedParameters parameters) {
    WeightTransfer.load(file, parameters, name -> true, model.config(), NoiseModel.GRID);
  }

  private static void same(NoiseModel model, NamedParameters parameters) {
    for (String name : parameters.names()) {
      assertThat(Tensors.memory(parameters.get(name)).mismatch(model.noise(name)))
          .as(name)
          .isEqualTo(-1);
    }
  }
}
