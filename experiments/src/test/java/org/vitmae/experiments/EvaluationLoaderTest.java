package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.FramingConfig.Mode;
import org.vitmae.data.Batch;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.ScenesDataset;

class EvaluationLoaderTest {
  private static final DataConfig DATA =
      DefinitionOptions.reader()
          .read("quickstart", List.of("data.image-height=32", "data.image-width=32"))
          .data();

  @Test
  void wholeImagesComeOneByOneAtTheirOwnSize() {
    List<Batch> own = batches(new FramingConfig(Mode.WINDOW, 0.5, 2, 0, 1));
    List<Batch> fitted = batches(new FramingConfig(Mode.FIT, 0.5, 2, 0, 1));

    assertThat(own).hasSize(5).allMatch(b -> b.size() == 1 && b.height() == 40 && b.width() == 56);
    assertThat(fitted).hasSize(2).allMatch(b -> b.size() == 4 && b.height() == 32);
  }

  private static List<Batch> batches(FramingConfig framing) {
    List<Batch> batches = new ArrayList<>();
    ScenesDataset scenes = new ScenesDataset(1, "test", 5, 40, 56);
    try (PrefetchedBatches stream = EvaluationLoader.of(DATA, framing, scenes, 4).open(0, 0)) {
      stream.forEachRemaining(batches::add);
    }
    return batches;
  }
}
