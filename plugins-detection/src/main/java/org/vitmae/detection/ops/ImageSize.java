package org.vitmae.detection.ops;

/** Pixels of an image, without the padding that fills up a batch. */
public record ImageSize(int height, int width) {}
