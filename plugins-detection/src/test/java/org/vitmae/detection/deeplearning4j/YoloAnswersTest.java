package org.vitmae.detection.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Frame;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.judge.FoundObject;
import org.vitmae.detection.judge.FramedObjects;

class YoloAnswersTest {
  private static final YoloGrid GRID = new YoloGrid(2, 3, 2);
  private static final int ANCHOR = 7 * 6; // numbers of one anchor
  private static final Frame HALF = new Frame(32, 40, 0.5, 0.5); // of an image of 64 x 80

  private final float[] values = new float[2 * YoloNetwork.ANCHORS * ANCHOR];

  /** Answers for the second image. */
  private void say(int anchor, int row, int column, float... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      values[(YoloNetwork.ANCHORS + anchor) * ANCHOR + 6 * i + 3 * row + column] = numbers[i];
    }
  }

  private List<FoundObject> found(int most) {
    SourceImage image = new SourceImage(1, 64, 80, List.of());
    return new FramedObjects(HALF, image).of(new YoloAnswers(GRID, values).found(1, HALF, most));
  }

  @Test
  void answersBecomeBoxesInTheImagesOwnPixels() {
    say(3, 1, 1, 0.5f, 0.25f, 0.75f, 0.5f, 0.5f, 0, 1);
    assertThat(found(10)).hasSize(1);
    FoundObject object = found(10).get(0);
    assertThat(object.label()).isEqualTo(1);
    assertThat(object.score()).isEqualTo(0.5);
    // Middle (24, 20), 12 x 8 pixels of the frame.
    assertThat(object.box()).isEqualTo(new BoxRegion(36, 32, 24, 16));
  }

  @Test
  void boxesEndWhereTheImageDoes() {
    say(0, 0, 2, 0.25f, 0.5f, 3, 1, 0.5f, 1, 0); // middle (36, 8), 48 x 16
    assertThat(found(10).get(0).box()).isEqualTo(new BoxRegion(24, 0, 56, 32));
  }

  @Test
  void anAnchorMayFindSeveralClassesAndTheBestComeFirst() {
    say(2, 0, 0, 0.5f, 0.5f, 1, 1, 0.9f, 0.25f, 0.75f);
    say(4, 1, 1, 0.5f, 0.5f, 1, 1, 0.3f, 1, 0);
    assertThat(found(10)).extracting(FoundObject::label).containsExactly(1, 0, 0);
    assertThat(found(10).get(1).score()).isCloseTo(0.3, within(1e-6));
    assertThat(found(1)).hasSize(1);
  }

  @Test
  void ofTwoThatOverlapTheBetterStays() {
    say(0, 0, 0, 0.5f, 0.5f, 1, 1, 0.6f, 1, 0);
    say(1, 0, 0, 0.5f, 0.5f, 1, 0.9f, 0.8f, 1, 0);
    assertThat(found(10)).hasSize(1).first().extracting(FoundObject::score).isEqualTo(0.8f * 1.0);
  }

  @Test
  void nothingSureIsNothingFound() {
    say(0, 0, 0, 0.5f, 0.5f, 1, 1, 0.004f, 1, 0);
    assertThat(found(10)).isEmpty();
  }
}
