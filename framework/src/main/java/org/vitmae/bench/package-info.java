/**
 * Measures how fast this machine pretrains, fine-tunes, infers and reads images, through the very
 * classes that runs use, and sets every duration against the rates of plain matrix products and
 * copies and against the training step of the same run: on a busy machine those ratios hold where
 * durations do not.
 */
@NullMarked
package org.vitmae.bench;

import org.jspecify.annotations.NullMarked;
