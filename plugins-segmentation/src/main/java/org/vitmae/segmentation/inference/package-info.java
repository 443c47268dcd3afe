/**
 * Looks at images of any size with a model that sees images of one size, whatever engine computes
 * it. Letters: {@code n} windows, {@code K} scores per pixel (one per class, and one more for the
 * relief of objects where it is learned), {@code H, W} pixels of a window, {@code C} channels.
 */
@NullMarked
package org.vitmae.segmentation.inference;

import org.jspecify.annotations.NullMarked;
