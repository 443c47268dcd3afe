/**
 * How well the pixels and objects of images were told apart, as the field measures it. Plain Java;
 * knows nothing of models. Shape letters: {@code K} classes, {@code H, W} pixels.
 */
@NullMarked
package org.vitmae.segmentation.evaluation;

import org.jspecify.annotations.NullMarked;
