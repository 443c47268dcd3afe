package org.vitmae.classification;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.plugin.ArmRequest;

/**
 * Features of a frozen encoder, computed when an image is first seen and kept for the next epoch.
 *
 * <p>An image is recognized by its id and its pixels, so that one that was varied is a new one. No
 * more than {@link #LIMIT_BYTES} are kept; what does not fit is computed each time. Not
 * thread-safe.
 */
final class FeatureCache {
  /** 512 MiB: the features of 175 000 images of a ViT-Base, or of 700 000 of a ViT-Tiny. */
  static final long LIMIT_BYTES = 512L << 20;

  private final int width;
  private final long capacity;
  private final Map<Key, float[]> rows = new HashMap<>();

  private record Key(long id, long checksum) {}

  /**
   * Creates an empty cache.
   *
   * @param width of the features, D
   * @param limitBytes how much may be kept
   */
  FeatureCache(int width, long limitBytes) {
    this.width = width;
    this.capacity = limitBytes / ((long) Float.BYTES * width);
  }

  /**
   * Tells whether an arm computes the features of each training image only once: every epoch shows
   * it the same pixels, and all features fit.
   */
  static boolean servesTraining(ArmRequest request) {
    RecipeConfig recipe = request.arm().train();
    return recipe.augment().isFixed()
        && !recipe.mix().isOn()
        && request.trainImages() > 0
        && request.trainImages() <= LIMIT_BYTES / ((long) Float.BYTES * request.model().embedDim());
  }

  /**
   * Returns the features of a batch.
   *
   * @param compute makes features [N, D] of those images that are not known yet
   * @return [N, D]
   */
  float[] of(Batch batch, Function<Batch, float[]> compute) {
    Key[] keys = keys(batch);
    int[] missing =
        IntStream.range(0, keys.length).filter(n -> !rows.containsKey(keys[n])).toArray();
    float[] fresh = missing.length == 0 ? new float[0] : compute.apply(batch.only(missing));
    float[] all = new float[keys.length * width];
    for (int n = 0, next = 0; n < keys.length; n++) {
      if (next < missing.length && missing[next] == n) {
        System.arraycopy(fresh, next++ * width, all, n * width, width);
        keep(keys[n], all, n * width);
      } else {
        System.arraycopy(rows.get(keys[n]), 0, all, n * width, width);
      }
    }
    return all;
  }

  private void keep(Key key, float[] all, int from) {
    if (rows.size() < capacity) {
      rows.put(key, Arrays.copyOfRange(all, from, from + width));
    }
  }

  /** Forgets everything, as the encoder's weights have changed. */
  void clear() {
    rows.clear();
  }

  /** Returns the number of images whose features are kept. */
  int size() {
    return rows.size();
  }

  private static Key[] keys(Batch batch) {
    Key[] keys = new Key[batch.size()];
    int image = batch.pixels().length / keys.length;
    for (int n = 0; n < keys.length; n++) {
      CRC32C checksum = new CRC32C();
      checksum.update(batch.pixels(), n * image, image);
      keys[n] = new Key(batch.ids()[n], checksum.getValue());
    }
    return keys;
  }
}
