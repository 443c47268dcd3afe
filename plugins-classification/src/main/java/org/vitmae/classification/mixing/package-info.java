/**
 * Mixup and cutmix, the same for every engine: plain numbers from a batch's draw, knowing neither
 * tensors nor networks. Shape letters: {@code N} images, {@code H, W} pixels, {@code C} classes.
 */
@NullMarked
package org.vitmae.classification.mixing;

import org.jspecify.annotations.NullMarked;
