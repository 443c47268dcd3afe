/**
 * What is learned of images, whatever engine learns it. Letters: {@code N} images, {@code H, W}
 * pixels.
 */
@NullMarked
package org.vitmae.segmentation.targets;

import org.jspecify.annotations.NullMarked;
