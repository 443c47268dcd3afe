package org.vitmae.segmentation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  @Test
  void imagesAddUpAndIgnoredPixelsDoNotCount() {
    Confusion confusion = new Confusion(3);
    ClassAreas first = confusion.add(Masks.mask("0011", "##11"), Masks.mask("0111", "2211"));
    ClassAreas second = confusion.add(Masks.mask("00"), Masks.mask("10"));

    assertThat(first.common()).containsExactly(1, 4, 0);
    assertThat(first.predicted()).containsExactly(1, 5, 0);
    assertThat(first.labeled()).containsExactly(2, 4, 0);
    assertThat(confusion.counts()).isDeepEqualTo(new long[][] {{2, 2, 0}, {0, 4, 0}, {0, 0, 0}});
    ClassAreas sum = ClassAreas.sum(3, List.of(first, second), image -> 1);
    assertThat(sum.labeled()).isEqualTo(confusion.areas().labeled());
    assertThat(sum.predicted()).isEqualTo(confusion.areas().predicted());
    assertThat(sum.allAccuracy()).isEqualTo(6.0 / 8);
  }

  @Test
  void aClassWithoutPixelsHasNoValueAndTakesNoPartInMeans() {
    ClassAreas areas = new Confusion(3).add(Masks.mask("0011"), Masks.mask("0111"));

    assertThat(ClassMetric.IOU.of(areas, 2)).isNaN();
    assertThat(ClassMetric.IOU.mean(areas)).isEqualTo((1.0 / 2 + 2.0 / 3) / 2);
    assertThat(ClassMetric.IOU.mean(new Confusion(2).areas())).isNaN();
  }

  @Test
  void countsGoBeyond32Bits() {
    ClassAreas image = new Confusion(1).add(Masks.mask("00"), Masks.mask("00"));
    ClassAreas many = ClassAreas.sum(1, List.of(image, image), i -> Integer.MAX_VALUE);

    assertThat(many.common()).containsExactly(4L * Integer.MAX_VALUE);
    assertThat(ClassMetric.IOU.of(many, 0)).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Confusion confusion = new Confusion(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> confusion.add(Masks.mask("00", "00"), Masks.mask("0000")))
        .withMessageContaining("[2, 2], got [1, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> confusion.add(Masks.mask("0"), Masks.mask("2")))
        .withMessageContaining("2 classes", "predicted as 2");
    assertThat(confusion.areas().labeled()).containsExactly(0, 0);
  }
}
