/**
 * The Vision Transformer and the masked autoencoder, one class per part of the paper, with the
 * parameter names of the reference. Shapes are written with N for the batch, C for channels, H and
 * W for pixels, P for the side of a patch, L for patches, K for kept patches, T for tokens, D for
 * the encoder's and E for the decoder's width.
 *
 * <p>Whoever computes with these classes does so within a {@link org.vitmae.tensor.Scope}, and
 * without gradients within {@link org.vitmae.tensor.NoGrad}, or lets {@link
 * org.vitmae.train.Inference} do so: tensors made outside of a scope stay until the collector
 * happens to find their Java objects, which are small.
 */
@NullMarked
package org.vitmae.model;

import org.jspecify.annotations.NullMarked;
