package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.image.Image;

/** Several labels per image, and real values. */
class TargetsTest {
  private static final ListFields VALUES = new ListFields(Target.VALUES, 0, List.of());
  private static final ListFields LABELS = new ListFields(Target.LABELS, 0, List.of());

  @TempDir private Path temp;

  private Dataset list(ListFields fields, List<String> known, String... lines) throws IOException {
    for (String name : List.of("a.png", "b.png", "c.png")) {
      TestData.write(temp, name, TestData.png(name.charAt(0)));
    }
    TestData.write(temp, "list.txt", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    return ListDataset.open(temp, "list.txt", fields, known);
  }

  @Test
  void listsHaveValues() throws IOException {
    try (Dataset values = list(VALUES, List.of(), "a.png, 1.5, -2e-3", "b.png,0,7")) {
      assertThat(values.classNames()).containsExactly("0", "1");
      assertThat(values.read(0).annotation().targets()).containsExactly(1.5, -0.002);
      assertThat(values.annotation(1).targets()).containsExactly(0.0, 7.0);
      assertThat(values.label(0)).isEmpty();
    }
  }

  @Test
  void columnsCanBeChosen() throws IOException {
    ListFields chosen = new ListFields(Target.VALUES, 0, List.of(2, 0));
    try (Dataset values = list(chosen, List.of(), "a.png, 1, name, 3")) {
      assertThat(values.classNames()).containsExactly("2", "0");
      assertThat(values.annotation(0).targets()).containsExactly(3.0, 1.0);
    }
    assertThatThrownBy(() -> list(chosen, List.of(), "a.png, 1, 2"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 1 has 2 columns after the path, but data.target-columns names");
  }

  @Test
  void listsHaveLabels() throws IOException {
    try (Dataset labels = list(LABELS, List.of(), "a.png, 0, 1, 1", "b.png, 0, 0, 0")) {
      assertThat(labels.classNames()).hasSize(3);
      assertThat(labels.annotation(0).targets()).containsExactly(0.0, 1.0, 1.0);
    }
  }

  @Test
  void oddTargetsAreRefused() {
    assertFails(VALUES, "list.txt, line 2 has \"\" in column 0", "a.png, 1, 2", "b.png,, 2");
    assertFails(VALUES, "line 1 has \"1e999\" in column 0", "a.png, 1e999");
    assertFails(VALUES, "line 1 has \"NaN\" in column 0; with data.target: values", "a.png, NaN");
    assertFails(LABELS, "line 1 has \"2\" in column 1; with data.target: labels", "a.png, 0, 2");
    assertFails(LABELS, "line 1 has no column after the path, but data.target is labels", "a.png");
    assertFails(VALUES, "line 2 has 1 targets, but the lines before", "a.png, 1, 2", "b.png, 1");
    assertThatThrownBy(() -> list(VALUES, List.of("u", "v"), "a.png, 1"))
        .hasMessageContaining("the training list have 2");
  }

  private void assertFails(ListFields fields, String message, String... lines) {
    assertThatThrownBy(() -> list(fields, List.of(), lines))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theFingerprintFollowsTheTargets() throws IOException {
    try (Dataset one = list(VALUES, List.of(), "a.png, 1");
        Dataset other = list(VALUES, List.of(), "a.png, 2")) {
      assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }
  }

  @Test
  void labelsAreTheClassesOfTheObjects() {
    Dataset scenes = new ScenesDataset(1, "train", 50, 16, 16);
    Dataset labels = ObjectTargets.presence(scenes);

    for (int i = 0; i < scenes.size(); i++) {
      List<Double> targets = labels.read(i).annotation().targets();
      assertThat(targets).hasSize(scenes.classNames().size());
      for (int c = 0; c < targets.size(); c++) {
        int classIndex = c;
        boolean seen =
            scenes.annotation(i).boxes().stream().anyMatch(box -> box.label() == classIndex);
        assertThat(targets.get(c)).isEqualTo(seen ? 1 : 0);
      }
    }
    assertThat(labels.label(0)).isEmpty();
  }

  @Test
  void difficultObjectsAreNoLabels() {
    Box easy = new Box(0, 0, 2, 2, 1);
    Box difficult = new Box(0, 0, 2, 2, 0, false, true, 4, Optional.empty());
    Annotation annotation =
        new Annotation(OptionalInt.empty(), List.of(difficult, easy), Optional.empty());
    Dataset one = new OneExample(annotation, List.of("cat", "dog"));

    assertThat(ObjectTargets.presence(one).annotation(0).targets()).containsExactly(0.0, 1.0);
  }

  @Test
  void scenesTellCountPlaceAndSize() {
    Annotation annotation =
        new Annotation(
            OptionalInt.of(0),
            List.of(new Box(4, 4, 6, 6, 0), new Box(0, 2, 4, 11, 1)),
            Optional.empty());
    Dataset one = new OneExample(annotation, List.of("cat", "dog"));

    assertThat(ObjectTargets.geometry(one).annotation(0).targets())
        .containsExactly(2.0, 2.0, 6.5, 6.0);
  }

  @Test
  void budgetsOfTargetsAreAShareOfAllImages() {
    Dataset values = ObjectTargets.geometry(new ScenesDataset(1, "train", 50, 16, 16));

    assertThat(Splits.labelBudget(values, 7, 0).size()).isEqualTo(7);
    assertThat(Splits.labelFraction(values, 0.3, 0).size()).isEqualTo(15);
  }

  @Test
  void standardizedValuesHaveMeanZeroAndDeviationOne() throws IOException {
    try (Dataset values = list(VALUES, List.of(), "a.png, 1, 5", "b.png, 4, 5", "c.png, 7, 5")) {
      Standardization standardization = Standardization.of(values);

      assertThat(standardization.means()).containsExactly(4.0, 5.0);
      assertThat(standardization.deviations().get(0)).isEqualTo(Math.sqrt(6), within(1e-12));
      assertThat(standardization.deviations().get(1)).isEqualTo(1);
      assertThat(standardization.scaled(0, 7)).isEqualTo(3 / Math.sqrt(6), within(1e-12));
      assertThat(standardization.restored(0, standardization.scaled(0, 1.25)))
          .isEqualTo(1.25, within(1e-12));
    }
  }

  @Test
  void valuesThatAreAllTheSameAreOnlyMoved() throws IOException {
    // In floating point the mean of three times 0.1 is not 0.1.
    try (Dataset values =
        list(VALUES, List.of(), "a.png, 0.1, 0", "b.png, 0.1, -0.0", "c.png, 0.1, 0")) {
      assertThat(Standardization.of(values).deviations()).containsExactly(1.0, 1.0);
    }
  }

  @Test
  void augmentationKeepsTargets() {
    Sample sample =
        new Sample(0, new Image(4, 4, 1, new byte[16]), Annotation.ofTargets(List.of(3.0)));
    RandomGenerator random = Draws.of(0, "test", 0, 0);

    assertThat(new EvalTransform(2, 2, 1).apply(sample, random).annotation().targets())
        .containsExactly(3.0);
    assertThat(sample.annotation().wholeImageOnly().targets()).containsExactly(3.0);
  }

  /** A data set that has an annotation and no image. */
  private record OneExample(Annotation only, List<String> classNames) implements Dataset {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Sample read(int index) {
      throw new UnsupportedOperationException("there is no image");
    }

    @Override
    public OptionalInt label(int index) {
      return only.label();
    }

    @Override
    public Annotation annotation(int index) {
      return only;
    }

    @Override
    public String describe(int index) {
      return "the only example";
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }
}
