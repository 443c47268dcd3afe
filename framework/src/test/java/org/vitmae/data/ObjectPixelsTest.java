package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectPixelsTest {
  @Test
  void smallerObjectsLieOverLargerOnesWhateverTheirOrder() {
    Annotation drawn = draw(box(0, 2, 2, 4, 4, false, true), box(1, 0, 0, 4, 4, false, true));

    assertThat(drawn.mask().orElseThrow().classes())
        .containsExactly(2, 2, 2, 2, 0, 2, 2, 2, 2, 0, 2, 2, 1, 1, 0, 2, 2, 1, 1, 0);
    assertThat(ids(drawn))
        .containsExactly(1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 2, 2, 0, 1, 1, 2, 2, 0);
    assertThat(drawn.boxes()).isEmpty();
    assertThat(drawn.label()).isEmpty();
    assertThat(drawn.source().orElseThrow().mask()).isEqualTo(drawn.mask());
  }

  @Test
  void crowdsAndObjectsWithoutMaskAreNotJudgedButForObjectsInThem() {
    Annotation drawn =
        draw(
            box(0, 0, 0, 2, 4, true, true),
            box(0, 1, 1, 2, 2, false, true),
            box(0, 3.5f, 0.2f, 5, 0.9f, false, false));

    int none = (byte) ClassMask.IGNORE;
    assertThat(drawn.mask().orElseThrow().classes())
        .containsExactly(
            none, none, 0, none, none, none, 1, 0, 0, 0, none, none, 0, 0, 0, none, none, 0, 0, 0);
    assertThat(ids(drawn)).containsOnlyOnce(1).containsOnly(0, 1);
  }

  @Test
  void scenesKeepTheirOwnMaps() {
    ScenesDataset scenes = new ScenesDataset(1, "train", 20, 32, 48);
    Dataset pixels = ObjectTargets.pixels(scenes, List.of());

    assertThat(pixels.classNames()).hasSize(11).startsWith("background", "circle");
    assertThat(pixels.label(3)).isEmpty();
    assertThat(pixels.fingerprint()).isNotEqualTo(scenes.fingerprint());
    Annotation objects = scenes.read(3).annotation();
    Annotation maps = pixels.read(3).annotation();
    assertThat(maps.boxes()).isEmpty();
    byte[] classes = maps.mask().orElseThrow().classes();
    assertThat(classes).isEqualTo(objects.mask().orElseThrow().classes());
    SourceImage undrawn = new SourceImage(3, 32, 48, objects.boxes());
    assertThat(ObjectPixels.of(Annotation.of(undrawn)).mask().orElseThrow().classes())
        .isEqualTo(classes);
  }

  @Test
  void tooManyClassesAreRefused() {
    assertThat(ObjectPixels.classNames(Collections.nCopies(254, "x"))).hasSize(255);
    assertThatThrownBy(() -> ObjectPixels.classNames(Collections.nCopies(255, "x")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("255 classes and the background cannot be told apart");
  }

  private static int[] ids(Annotation drawn) {
    return String.valueOf(drawn.instances().orElseThrow().ids()).chars().toArray();
  }

  private static Annotation draw(Box... boxes) {
    return ObjectPixels.of(Annotation.of(new SourceImage(1, 4, 5, List.of(boxes))));
  }

  private static Box box(
      int label, float x1, float y1, float x2, float y2, boolean crowd, boolean masked) {
    double[] ring = {x1, y1, x2, y1, x2, y2, x1, y2};
    return new Box(
        x1,
        y1,
        x2,
        y2,
        label,
        crowd,
        false,
        (x2 - x1) * (y2 - y1),
        masked ? Optional.of(new Polygons(List.of(ring))) : Optional.empty());
  }
}
