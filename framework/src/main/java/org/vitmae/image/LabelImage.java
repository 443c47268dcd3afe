package org.vitmae.image;

/**
 * The values of a PNG as the file holds them, one for every pixel.
 *
 * @param colors whether a value is a color, {@code 0xRRGGBB}, rather than a palette's index or a
 *     gray value
 * @param bits of a stored sample: 1, 2, 4, 8 or 16
 * @param values {@code height * width} numbers, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelImage(int height, int width, boolean colors, int bits, int[] values) {}
