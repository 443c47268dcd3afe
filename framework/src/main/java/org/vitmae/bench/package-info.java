/**
 * Measures how fast this machine trains, encodes and reads images, through the very classes that
 * runs use, and sets every duration against the rate of plain matrix products and against the
 * training step of the same run: on a busy machine those ratios hold where durations do not.
 */
@NullMarked
package org.vitmae.bench;

import org.jspecify.annotations.NullMarked;
