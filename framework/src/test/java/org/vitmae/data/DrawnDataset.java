package org.vitmae.data;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.vitmae.image.Image;

/**
 * Images of one gray whose value is their index, in three classes, some of them damaged.
 *
 * @param damaged positions that cannot be read
 */
record DrawnDataset(int size, Set<Integer> damaged) implements Dataset {
  private static final int SIDE = 4;

  DrawnDataset(int size) {
    this(size, Set.of());
  }

  @Override
  public Sample read(int index) {
    if (damaged.contains(index)) {
      throw new DataException(describe(index) + " is damaged");
    }
    byte[] pixels = new byte[SIDE * SIDE];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (index + i));
    return new Sample(
        index, new Image(SIDE, SIDE, 1, pixels), Annotation.ofClass(label(index).getAsInt()));
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(index % 3);
  }

  @Override
  public List<String> classNames() {
    return List.of("a", "b", "c");
  }

  @Override
  public String describe(int index) {
    return "drawn " + index;
  }

  @Override
  public String fingerprint() {
    return "drawn" + size;
  }
}
