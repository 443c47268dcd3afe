/** The recorded numbers of segmentation, compared with this machine's. */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation.parity;
