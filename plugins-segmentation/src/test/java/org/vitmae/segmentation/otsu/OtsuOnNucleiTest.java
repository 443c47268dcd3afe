package org.vitmae.segmentation.otsu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;
import org.vitmae.segmentation.instances.Watershed;
import org.vitmae.segmentation.judge.SegmentationJudge;

@Tag("dataset")
class OtsuOnNucleiTest {
  /** Measured by another program on the same files: mIoU 88.2 %, nucleus IoU 80.7 %. */
  @Test
  void isAsGoodAsMeasuredElsewhere() throws IOException {
    SegmentationJudge judge = new SegmentationJudge(List.of("background", "nucleus"), true);
    try (Nuclei nuclei = Nuclei.open()) {
      long id = 0;
      for (String name : nuclei.names("test")) {
        Image image = nuclei.image(name);
        ClassMask predicted = OtsuThreshold.of(image);
        judge.add(
            batch(image, nuclei.truth(id++, name)),
            0,
            predicted,
            Optional.of(Watershed.of(predicted, Optional.empty())));
      }
    }
    Map<String, Double> values = judge.values();
    assertThat(values.get("mIoU")).isCloseTo(0.882, within(0.0005));
    assertThat(values.get("IoU-nucleus")).isCloseTo(0.807, within(0.0005));
  }

  private static Batch batch(Image image, SourceImage truth) {
    Annotation annotation =
        new Annotation(
            OptionalInt.empty(),
            List.of(),
            truth.mask(),
            truth.instances(),
            Optional.of(truth),
            List.of());
    return new Batch(
        0,
        new long[1],
        1,
        image.height(),
        image.width(),
        image.channels(),
        image.pixels(),
        List.of(annotation));
  }
}
