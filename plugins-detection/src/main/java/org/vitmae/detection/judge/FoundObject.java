package org.vitmae.detection.judge;

import java.util.Optional;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

/**
 * An object that a detector found, in pixels of the image as its data set has it.
 *
 * @param label class index
 * @param score in [0, 1]
 * @param mask its pixels, of detectors that draw them
 */
public record FoundObject(int label, double score, BoxRegion box, Optional<RunLengths> mask) {}
