/**
 * Feature maps of a plain Vision Transformer: its tokens laid out as the image's patches, brought
 * to several scales, and the layers that heads on top of them are made of.
 *
 * <p>Letters in shapes: N images, C channels, D width of the encoder, h and w rows and columns of
 * patches, H and W of cells.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.maps;
