/**
 * Detectors on top of a Vision Transformer: pyramids of feature maps, a two-stage head (Faster and
 * Mask R-CNN) and a single-stage one (FCOS).
 *
 * <p>A pyramid is a list of maps, finest first, each [N, C, H_i, W_i]. Letters in shapes: N images,
 * C channels, K classes, A anchors per cell, R regions, G labeled objects.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.detection.model;
