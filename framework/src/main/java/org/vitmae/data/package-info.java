/**
 * Where examples come from and in what order: readers of data sets, one file each, the splits of an
 * experiment, the transforms between an image and a batch, and the loader that runs them ahead of
 * training. Every random draw belongs to a (seed, epoch, sample id), so the stream of batches
 * depends neither on threads nor on batch size. Bad data ends in a {@link DataException} that names
 * file and record. Shape letters: {@code N} batch, {@code H, W} pixels, {@code C} channels.
 */
@NullMarked
package org.vitmae.data;

import org.jspecify.annotations.NullMarked;
