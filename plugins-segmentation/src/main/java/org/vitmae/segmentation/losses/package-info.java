/**
 * What segmenters are trained by: losses of pixels, those without a label left out.
 *
 * <p>Letters in shapes: N images, K classes, H and W pixels.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation.losses;
