package org.vitmae.segmentation.instances;

import org.vitmae.data.InstanceMap;

/**
 * Objects as mountains: what a model with an instance channel learns beside the classes, so that
 * objects that touch are told apart by the valley between them.
 */
public final class InstanceRelief {
  private InstanceRelief() {}

  /**
   * Returns how far inside of its object each pixel lies: the Euclidean distance to the nearest
   * pixel of another object or of none, divided by the greatest of the object. The image's own
   * border is no border of an object.
   *
   * @return [H, W], in (0, 1] on objects and 0 elsewhere
   */
  public static float[] of(InstanceMap map) {
    return normalized(map.height(), map.width(), map.ids());
  }

  /** Does so for any labels; 0 is no object. */
  static float[] normalized(int height, int width, char[] ids) {
    long[] squared = LabelDistance.squared(height, width, ids);
    long[] greatest = new long[Character.MAX_VALUE + 1];
    for (int i = 0; i < ids.length; i++) {
      greatest[ids[i]] = Math.max(greatest[ids[i]], squared[i]);
    }
    float[] relief = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      relief[i] = ids[i] == 0 ? 0 : (float) Math.sqrt((double) squared[i] / greatest[ids[i]]);
    }
    return relief;
  }
}
