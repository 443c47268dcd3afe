/**
 * A convolutional detector trained by Deeplearning4j: the supervised baseline that detectors on
 * Vision Transformers are compared with. It sees images as a grid of cells of {@value
 * org.vitmae.detection.deeplearning4j.YoloGrid#STRIDE} pixels. Letters: {@code N} batch, {@code A}
 * anchors, {@code C} classes, {@code H, W} cells.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.detection.deeplearning4j;
