package org.vitmae.data;

/**
 * A labelled rectangle in pixels, {@code x1 <= x2} and {@code y1 <= y2}, origin at the top left.
 *
 * @param label class index
 */
public record Box(float x1, float y1, float x2, float y2, int label) {}
