/** COCO's files: results read and written, annotations as ground truth to evaluate against. */
@NullMarked
package org.vitmae.detection.coco;

import org.jspecify.annotations.NullMarked;
