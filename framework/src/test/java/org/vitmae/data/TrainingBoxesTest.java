package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vitmae.config.FramingConfig;

class TrainingBoxesTest {
  private static final FramingConfig FIT = new FramingConfig(FramingConfig.Mode.FIT, 0.1, 2, 0, 1);

  /** An annotated image without pixels. */
  private record Annotated(Annotation all) implements Dataset {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Sample read(int index) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt label(int index) {
      return OptionalInt.empty();
    }

    @Override
    public Annotation annotation(int index) {
      return all;
    }

    @Override
    public List<String> classNames() {
      return List.of("object");
    }

    @Override
    public String describe(int index) {
      return "image";
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }

  private static TrainingBoxes of(Box... boxes) {
    SourceImage image = new SourceImage(0, 480, 640, List.of(boxes));
    return TrainingBoxes.of(new Annotated(Annotation.of(image)), FIT, NoData.of(320, 320, 3));
  }

  @Test
  void objectsAreScaledAsEvaluationShowsThem() {
    assertThat(of(new Box(100, 40, 220, 80, 0)).all()).containsExactly(new Box(50, 20, 110, 40, 0));
  }

  @Test
  void crowdsAreLeftOut() {
    Box crowd = new Box(0, 0, 9, 9, 0, true, false, 81, Optional.empty());
    assertThat(of(crowd).images()).containsExactly(List.of());
  }
}
