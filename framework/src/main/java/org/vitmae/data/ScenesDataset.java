package org.vitmae.data;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Generated pictures of textured shapes on textured ground, the same for the same seed on every
 * machine.
 *
 * <p>One to three shapes lie on the ground; the class of the picture is that of the one in front,
 * which is also the widest. Place, size, angle, textures and colors are drawn without regard to the
 * class, so that single pixels tell next to nothing. Every shape that is seen has a tight box, the
 * front one first, and its pixels in the mask (0 ground, else class + 1). Classes are equally
 * frequent.
 */
public final class ScenesDataset implements Dataset {
  /** A smaller picture holds no recognizable shape. */
  static final int MIN_SIDE = 8;

  /** Goes into the fingerprint; to be raised when the same seed gives other pictures. */
  private static final int VERSION = 1;

  private static final List<SceneShape> SHAPES = List.of(SceneShape.values());

  private final long seed;
  private final String stream;
  private final int count;
  private final int height;
  private final int width;

  /**
   * Creates pictures of [height, width, 3].
   *
   * @param stream name of a sequence of pictures, for instance the split's; different streams of a
   *     seed have no picture in common
   * @param count number of pictures, at least 1
   * @param height at least 8
   * @param width at least 8
   */
  public ScenesDataset(long seed, String stream, int count, int height, int width) {
    if (count < 1 || height < MIN_SIDE || width < MIN_SIDE) {
      throw new IllegalArgumentException(
          "scenes need count >= 1 and sides >= 8, got count=%d, %d x %d"
              .formatted(count, height, width));
    }
    this.seed = seed;
    this.stream = stream;
    this.count = count;
    this.height = height;
    this.width = width;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Sample read(int index) {
    Objects.checkIndex(index, count);
    return Scene.paint(
        index, shape(index), height, width, Draws.of(seed, "scenes-" + stream, 0, index));
  }

  private static SceneShape shape(int index) {
    return SHAPES.get(index % SHAPES.size());
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(shape(index).ordinal());
  }

  /** Paints the scene, as only a painted one tells what is seen of it. */
  @Override
  public Annotation annotation(int index) {
    return read(index).annotation();
  }

  @Override
  public List<String> classNames() {
    return SHAPES.stream().map(SceneShape::label).toList();
  }

  @Override
  public String describe(int index) {
    return "generated scene %d of %s".formatted(index, stream);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("scenes").add(VERSION).add(seed).add(stream);
    Stream.of(count, height, width).forEach(fingerprint::add);
    return fingerprint.hex();
  }
}
