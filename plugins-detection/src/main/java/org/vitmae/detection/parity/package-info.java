/** Checks the detection operators against recorded numbers of torchvision. */
@org.jspecify.annotations.NullMarked
package org.vitmae.detection.parity;
