package org.vitmae.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.vitmae.image.Image;

/**
 * Unsigned bytes in the IDX arrays of the MNIST family, packed with gzip or not, held in memory.
 *
 * <p>Images are [N, H, W], or [N, H, W, C] for several channels; labels are [N].
 */
final class IdxDataset implements Dataset {
  private static final int UNSIGNED_BYTES = 0x08;

  private final Path path;
  private final int[] shape;
  private final byte[] pixels;
  private final byte[] labels;
  private final List<String> classNames;

  private IdxDataset(Path path, Array images, byte[] labels) {
    this.path = path;
    this.shape = images.shape();
    this.pixels = images.values();
    this.labels = labels;
    int[] numbers = new int[labels.length];
    Arrays.setAll(numbers, i -> labels[i] & 0xff);
    this.classNames = ClassNames.numbered(numbers);
  }

  /**
   * Reads unlabeled images.
   *
   * @throws DataException as {@link #open(Path, Path)}
   */
  static IdxDataset open(Path images) {
    return new IdxDataset(images, readImages(images), new byte[0]);
  }

  /**
   * Reads images and their labels.
   *
   * @throws DataException if a file is missing, is no such array, holds fewer or more bytes than
   *     its header promises or none at all, or if there are not as many labels as images
   */
  static IdxDataset open(Path images, Path labels) {
    Array pixels = readImages(images);
    Array classes = readArray(labels);
    if (classes.shape().length != 1 || classes.shape()[0] != pixels.shape()[0]) {
      throw new DataException(
          "%s must hold %d labels, one per image of %s, but its shape is %s. Pair the right files."
              .formatted(labels, pixels.shape()[0], images, Arrays.toString(classes.shape())));
    }
    return new IdxDataset(images, pixels, classes.values());
  }

  private static Array readImages(Path path) {
    Array array = readArray(path);
    if (array.shape().length < 3 || array.shape().length > 4 || array.values().length == 0) {
      throw new DataException(
          "%s must hold images, [N, H, W] or [N, H, W, C] with no empty side, but its shape is %s."
              .formatted(path, Arrays.toString(array.shape())));
    }
    return array;
  }

  private static Array readArray(Path path) {
    try (RawFile file = RawFile.open(path)) {
      byte[] magic = file.read(4);
      if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTES) {
        throw new DataException(
            "%s is no IDX array of unsigned bytes: it must begin with 00 00 08. Check the file."
                .formatted(path));
      }
      int[] shape = new int[magic[3] & 0xff];
      byte[] sides = file.read(shape.length * Integer.BYTES);
      if (sides.length < shape.length * Integer.BYTES) {
        throw cutShort(path, "its header of %d sizes is not whole".formatted(shape.length));
      }
      ByteBuffer.wrap(sides).asIntBuffer().get(shape);
      int length = length(path, shape);
      byte[] values = file.read(length);
      if (values.length < length) {
        throw cutShort(
            path, "its header promises %d bytes, there are %d".formatted(length, values.length));
      }
      if (file.read(1).length > 0) {
        throw new DataException(
            "%s goes on after the %d bytes that its header promises. Restore the file."
                .formatted(path, length));
      }
      return new Array(shape, values);
    }
  }

  private static int length(Path path, int[] shape) {
    long length = 1;
    for (int side : shape) {
      // A side is unsigned; with the limit below the product cannot overflow.
      length *= Integer.toUnsignedLong(side);
      if (length > RawFile.MAX_BYTES) {
        throw new DataException(
            "%s claims the shape %s, more than the %d bytes that fit in memory. Check or split it."
                .formatted(path, Arrays.toString(shape), RawFile.MAX_BYTES));
      }
    }
    return (int) length;
  }

  private static DataException cutShort(Path path, String found) {
    return new DataException(
        "%s is cut short: %s. Repeat the download or copy.".formatted(path, found));
  }

  @Override
  public int size() {
    return shape[0];
  }

  @Override
  public Sample read(int index) {
    int channels = shape.length == 4 ? shape[3] : 1;
    int length = shape[1] * shape[2] * channels;
    byte[] image = Arrays.copyOfRange(pixels, index * length, (index + 1) * length);
    Annotation annotation =
        labels.length == 0 ? Annotation.none() : Annotation.ofClass(labels[index] & 0xff);
    return new Sample(index, new Image(shape[1], shape[2], channels, image), annotation);
  }

  @Override
  public OptionalInt label(int index) {
    return labels.length == 0 ? OptionalInt.empty() : OptionalInt.of(labels[index] & 0xff);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String describe(int index) {
    return "%s, record %d".formatted(path, index);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("idx");
    for (int side : shape) {
      fingerprint.add(side);
    }
    return fingerprint.add(pixels).add(labels).hex();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Array(int[] shape, byte[] values) {}
}
