package org.vitmae.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitmae.image.Image;

/**
 * What a shard knows of one image: where its pixels lie, and everything else that there is to know.
 *
 * @param source position in the data set that was packed
 * @param offset of its first pixel in the shard, in bytes
 * @param sum CRC32C of its pixels
 * @param name what the data set that was packed calls it
 */
record PackedEntry(
    int source,
    int offset,
    int height,
    int width,
    int channels,
    int sum,
    OptionalInt label,
    List<Double> targets,
    String name) {
  private static final int UNLABELED = -1;

  /** Describes an image that is written to a place in a shard. */
  static PackedEntry of(
      int source, int offset, Image image, int sum, Annotation annotation, String name) {
    return new PackedEntry(
        source,
        offset,
        image.height(),
        image.width(),
        image.channels(),
        sum,
        annotation.label(),
        annotation.targets(),
        name);
  }

  /** Returns the number of bytes that the pixels take. */
  int length() {
    return height * width * channels;
  }

  Annotation annotation() {
    return new Annotation(
        label, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), targets);
  }

  /** Returns this as bytes, big-endian: their number, then the parts in their order. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(9 * Integer.BYTES + targets.size() * Double.BYTES + text.length);
      out.writeInt(source);
      out.writeInt(offset);
      out.writeInt(height);
      out.writeInt(width);
      out.writeInt(channels);
      out.writeInt(sum);
      out.writeInt(label.orElse(UNLABELED));
      out.writeInt(targets.size());
      for (double target : targets) {
        out.writeDouble(target);
      }
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote at a place. */
  static PackedEntry decode(ByteBuffer shard, int at) {
    ByteBuffer bytes = shard.slice(at, shard.getInt(at));
    bytes.getInt();
    int source = bytes.getInt();
    int offset = bytes.getInt();
    int height = bytes.getInt();
    int width = bytes.getInt();
    int channels = bytes.getInt();
    int sum = bytes.getInt();
    int label = bytes.getInt();
    int targetCount = bytes.getInt();
    List<Double> targets = new ArrayList<>(targetCount);
    for (int i = 0; i < targetCount; i++) {
      targets.add(bytes.getDouble());
    }
    return new PackedEntry(
        source,
        offset,
        height,
        width,
        channels,
        sum,
        label == UNLABELED ? OptionalInt.empty() : OptionalInt.of(label),
        List.copyOf(targets),
        StandardCharsets.UTF_8.decode(bytes).toString());
  }
}
