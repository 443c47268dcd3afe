/**
 * A U-Net trained by Deeplearning4j: the supervised baseline that segmenters on Vision Transformers
 * are compared with. Letters: {@code N} batch, {@code K} scores per pixel (one per class, and one
 * more where the relief of objects is learned), {@code C} channels, {@code H, W} pixels.
 */
@NullMarked
package org.vitmae.segmentation.deeplearning4j;

import org.jspecify.annotations.NullMarked;
