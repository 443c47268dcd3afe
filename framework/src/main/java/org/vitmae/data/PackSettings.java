package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.Kebab;

/**
 * What decides the content of packed data, to the last bit.
 *
 * @param sourceFingerprint of the data set that is packed
 * @param sourceImages number of its images
 * @param shortSide pixels that the short side of an image is brought to, if it is longer
 * @param shardBytes size of a file; the image that reaches it is the last one in it
 * @param target what the images are labeled with
 * @param classNames one name per label or target
 */
public record PackSettings(
    String sourceFingerprint,
    int sourceImages,
    int shortSide,
    long shardBytes,
    Target target,
    List<String> classNames) {
  /** The most that a shard may be set to; a file is mapped as a whole, up to 2 GB. */
  public static final long MAX_SHARD_BYTES = 1L << 30;

  public PackSettings {
    if (shortSide < 1) {
      throw new IllegalArgumentException("shortSide must be at least 1, got " + shortSide);
    }
    if (shardBytes < 1 || shardBytes > MAX_SHARD_BYTES) {
      throw new IllegalArgumentException(
          "shardBytes must be from 1 to %d, got %d".formatted(MAX_SHARD_BYTES, shardBytes));
    }
    classNames = List.copyOf(classNames);
  }

  /** Returns a SHA-256 that ties shards to each other, in hexadecimal. */
  String id() {
    Fingerprint id = new Fingerprint("pack").add(PackedShard.VERSION).add(sourceFingerprint);
    id.add(sourceImages).add(shortSide).add(shardBytes).add(target.name());
    classNames.forEach(id::add);
    return id.hex();
  }

  /** Returns in words how other settings differ, empty if they do not. */
  List<String> differences(PackSettings other) {
    List<String> differences = new ArrayList<>();
    compare("the source's fingerprint", sourceFingerprint, other.sourceFingerprint, differences);
    compare("the number of its images", sourceImages, other.sourceImages, differences);
    compare("the short side", shortSide, other.shortSide, differences);
    compare("the bytes per shard", shardBytes, other.shardBytes, differences);
    compare("data.target", Kebab.ofConstant(target), Kebab.ofConstant(other.target), differences);
    if (!classNames.equals(other.classNames)) {
      differences.add(
          "the class names were and are %s"
              .formatted(ClassNames.difference(classNames, other.classNames)));
    }
    return differences;
  }

  /** Returns a value as definitions write it. */
  private static void compare(String what, Object ours, Object theirs, List<String> differences) {
    if (!ours.equals(theirs)) {
      differences.add("%s was %s and is now %s".formatted(what, ours, theirs));
    }
  }
}
