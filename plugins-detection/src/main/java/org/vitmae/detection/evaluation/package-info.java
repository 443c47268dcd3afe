/**
 * How well objects were found: COCO's average precision for boxes and masks, and Pascal VOC's at an
 * overlap of one half. Plain Java on 64-bit numbers; equal to the COCO API's figures.
 */
@NullMarked
package org.vitmae.detection.evaluation;

import org.jspecify.annotations.NullMarked;
