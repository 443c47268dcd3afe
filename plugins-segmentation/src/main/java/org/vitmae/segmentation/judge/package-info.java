/** What segmenters of any engine are judged by, and what the report shows of them. */
@org.jspecify.annotations.NullMarked
package org.vitmae.segmentation.judge;
