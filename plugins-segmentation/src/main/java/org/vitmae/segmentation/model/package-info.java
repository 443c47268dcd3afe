/**
 * Heads that tell the class of every pixel from a Vision Transformer's maps, and what they are
 * trained by.
 *
 * <p>Letters in shapes: N images, C channels, D width of the encoder, K scores per pixel (one per
 * class, and one more for the relief of objects where it is learned), H and W pixels or cells.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation.model;
