/** The floor that anything learned has to be above: a threshold per image. Plain Java. */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation.otsu;
