package org.vitmae.detection.coco;

import java.util.Optional;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

/**
 * One detection as COCO's result files hold it.
 *
 * @param box in pixels of the image as the data set has it
 * @param mask the object's pixels, where a model tells them
 */
public record CocoResult(
    long imageId, long categoryId, double score, BoxRegion box, Optional<RunLengths> mask) {}
