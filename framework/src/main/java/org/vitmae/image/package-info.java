/**
 * Pixels in, pixels out: decoding, resizing, cropping and mirroring of images in memory, bit for
 * bit as Pillow and torchvision do it. Knows neither tensors nor data sets; bad bytes end in an
 * {@link java.io.IOException}, to which the caller adds the name of the file. Shape letters: {@code
 * H, W} rows and columns, {@code C} channels. Everything here is thread-safe.
 */
@NullMarked
package org.vitmae.image;

import org.jspecify.annotations.NullMarked;
