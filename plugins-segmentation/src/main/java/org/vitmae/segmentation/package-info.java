/** A class for every pixel: the task, its protocols, and the arm on libtorch. */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation;
