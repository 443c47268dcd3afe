package org.vitmae.data;

/**
 * The image that a sample was made from, as its data set knows it; detections are reported in its
 * pixels.
 *
 * @param id the data set's own number
 */
public record SourceImage(long id, int height, int width) {}
