/**
 * The masked autoencoder once more, on Deeplearning4j: pretraining on the CPU in 32 bits by an
 * implementation that shares nothing with libtorch's but names and numbers.
 *
 * <p>Layers add operators to a SameDiff {@link Graph}, those of their backward pass too: several of
 * SameDiff's own gradients are wrong, others take a hundred times as long as they need to. A {@link
 * Plan} then runs the operators one after the other in memory that is laid out once.
 *
 * <p>Letters of shapes: N images, L patches of each, K visible ones, T tokens, D width, R rows of
 * all tokens (N * T), V values of a patch.
 */
@NullMarked
package org.vitmae.deeplearning4j.mae;

import org.jspecify.annotations.NullMarked;
