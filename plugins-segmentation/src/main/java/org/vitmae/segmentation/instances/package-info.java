/**
 * Objects of one class that touch: what a model learns of them, and how what it learned is cut into
 * objects. Plain Java. Shape letters: {@code H, W} pixels.
 */
@NullMarked
package org.vitmae.segmentation.instances;

import org.jspecify.annotations.NullMarked;
