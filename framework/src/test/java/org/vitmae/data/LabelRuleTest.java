package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.MaskConfig.Values;
import org.vitmae.image.LabelImage;

class LabelRuleTest {
  private static final int NONE = (byte) ClassMask.IGNORE;
  private static final ColorTable TABLE =
      ColorTable.parse(
          "road 1 2 3\ncar 4 5 6\nroad 7 8 9\nignore 0 0 0".getBytes(StandardCharsets.UTF_8),
          "colors.txt");

  @Test
  void indicesAreClassesAndSomeAreNotJudged() {
    LabelRule rule = indices(Values.INDEX, List.of(255, 7), "background", "nucleus");

    assertThat(classes(rule, 0, 1, 1, 255, 7, 0)).containsExactly(0, 1, 1, NONE, NONE, 0);
  }

  @Test
  void reducedZeroCountsClassesFromOne() {
    LabelRule rule = indices(Values.REDUCED_ZERO, List.of(), "wall", "sky");

    assertThat(classes(rule, 0, 1, 2)).containsExactly(NONE, 0, 1);
    assertThatThrownBy(() -> classes(rule, 3)).hasMessageContaining("the values 0 to 2");
  }

  @Test
  void aClassMayBeNotJudged() {
    LabelRule rule = indices(Values.INDEX, List.of(0), "void", "road");

    assertThat(classes(rule, 0, 1)).containsExactly(NONE, 1);
  }

  @Test
  void colorsShareClassesAndIgnoreIsNone() {
    LabelRule rule = LabelRule.ofColors(TABLE, List.of());

    assertThat(rule.classNames()).containsExactly("road", "car");
    assertThat(colored(rule, 0x010203, 0x070809, 0x040506, 0)).containsExactly(0, 0, 1, NONE);
    assertThat(rule.unseen()).containsExactly("ignore");
  }

  @Test
  void namedClassesPutColorsInOrderAndLeaveOthersOut() {
    LabelRule rule = LabelRule.ofColors(TABLE, List.of("car"));

    assertThat(colored(rule, 0x010203, 0x040506)).containsExactly(NONE, 0);
    assertThat(rule.unseen()).containsExactly("road", "ignore");
    assertThatThrownBy(() -> LabelRule.ofColors(TABLE, List.of("car", "sky")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("colors.txt has no color for [sky]");
  }

  @Test
  void valuesWithoutAMeaningAreRefusedWithTheirPlace() {
    LabelRule rule = indices(Values.INDEX, List.of(255), "background", "nucleus");

    assertThatThrownBy(() -> classes(rule, 0, 1, 0, 0, 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "m.png has the value 2 at column 1, row 1, but there are 2 classes and the values 0 to 1, 255. Correct the mask, data.masks.classes or data.masks.ignore.");
    assertThatThrownBy(() -> colored(LabelRule.ofColors(TABLE, List.of()), 0, 0, 0, 0x0a0b0c))
        .hasMessage(
            "m.png has the color 10 11 12 at column 0, row 1, which is not in the table data.masks.colors. Add it, as ignore if it is not to be judged.");
  }

  @Test
  void masksOfAnotherKindAreRefused() {
    LabelRule rule = indices(Values.INDEX, List.of(255), "background", "nucleus");

    assertThatThrownBy(() -> rule.classes(new LabelImage(1, 1, false, 16, new int[1]), "m.png"))
        .hasMessageStartingWith("m.png has values of 16 bits, but masks of classes have 8 at most");
    assertThatThrownBy(() -> colored(rule, 0))
        .hasMessageStartingWith("m.png holds colors, but data.masks.values asks for one value");
    assertThatThrownBy(() -> classes(LabelRule.ofColors(TABLE, List.of()), 0))
        .hasMessageStartingWith("m.png holds one value per pixel, but data.masks.values is colors");
  }

  @Test
  void classesMustBeNamedAndFitIntoAByte() {
    assertThatThrownBy(() -> indices(Values.INDEX, List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("masks need 1 to 255 named classes, got 0");
    assertThatThrownBy(
            () ->
                indices(
                    Values.INDEX, List.of(), Collections.nCopies(256, "x").toArray(new String[0])))
        .hasMessageContaining("got 256");
  }

  private static LabelRule indices(Values values, List<Integer> ignore, String... classes) {
    return LabelRule.ofIndices(new MaskConfig(values, List.of(), "", ignore), List.of(classes));
  }

  /** Looks values up in rows of three. */
  private static byte[] classes(LabelRule rule, int... values) {
    return look(rule, false, values);
  }

  private static byte[] colored(LabelRule rule, int... values) {
    return look(rule, true, values);
  }

  private static byte[] look(LabelRule rule, boolean colors, int... values) {
    int width = Math.min(3, values.length);
    int height = (values.length + width - 1) / width;
    int[] padded = Arrays.copyOf(values, height * width);
    byte[] classes =
        rule.classes(new LabelImage(height, width, colors, 8, padded), "m.png").classes();
    return Arrays.copyOf(classes, values.length);
  }
}
