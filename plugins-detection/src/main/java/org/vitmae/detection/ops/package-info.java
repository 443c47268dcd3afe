/**
 * What detectors are made of besides layers: boxes, matching, sampling, pooling, losses. Equal to
 * torchvision's operators of the same names, forward and gradient.
 *
 * <p>Boxes are {@code x1, y1, x2, y2} in pixels, origin at the top left. Letters in shapes: R boxes
 * or regions, G labeled objects, N images, C channels or classes, S bins per side.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.detection.ops;
