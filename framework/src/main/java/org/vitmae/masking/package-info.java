/**
 * Which patches the encoder sees (He et al. 2021, sec. 3). Plain integers, no tensors. Shape
 * letters: {@code N} batch, {@code L} patches of an image, row by row, {@code K} kept patches.
 */
@NullMarked
package org.vitmae.masking;

import org.jspecify.annotations.NullMarked;
