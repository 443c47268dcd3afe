/**
 * What Deeplearning4j computes: classification metrics for every arm, and the supervised
 * convolutional network that Vision Transformers are compared with. Letters: {@code N} batch,
 * {@code C} channels or classes, {@code H, W} pixels.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.classification.deeplearning4j;
