package org.vitmae.classification;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;

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

  private static final int GPU_IMAGES = 64;

  private final int width;
  private final long capacity;
  private final int atOnce;
  private final Map<Key, float[]> rows = new HashMap<>();

  private record Key(long id, long checksum) {}

  /**
   * Creates an empty cache.
   *
   * @param width of the features, D
   * @param limitBytes how much may be kept
   * @param device that computes features
   */
  FeatureCache(int width, long limitBytes, Device device) {
    this.width = width;
    this.atOnce = device.cuda() ? GPU_IMAGES : 1;
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
   * @param compute makes features [N, D] of images that are not known yet; on the CPU of one at a
   *     time, as their last bits depend on the others in a batch, and which are missing depends on
   *     where a run was resumed
   * @return [N, D]
   */
  float[] of(Batch batch, Function<Batch, float[]> compute) {
    Key[] keys = keys(batch);
    float[] all = new float[keys.length * width];
    int[] missing = new int[keys.length];
    int missed = 0;
    for (int n = 0; n < keys.length; n++) {
      if (rows.containsKey(keys[n])) {
        System.arraycopy(rows.get(keys[n]), 0, all, n * width, width);
      } else {
        missing[missed++] = n;
      }
    }
    for (int first = 0; first < missed; first += atOnce) {
      int[] some = Arrays.copyOfRange(missing, first, Math.min(missed, first + atOnce));
      float[] fresh = compute.apply(batch.only(some));
      for (int i = 0; i < some.length; i++) {
        System.arraycopy(fresh, i * width, all, some[i] * width, width);
        keep(keys[some[i]], all, some[i] * width);
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
