/**
 * What the judges of several tasks share to draw test images for people: sizes that can be read,
 * colors of classes, labels, and the choice of images. Knows nothing of models.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.pictures;
