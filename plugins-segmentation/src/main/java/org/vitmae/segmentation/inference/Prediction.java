package org.vitmae.segmentation.inference;

import java.util.Optional;
import org.vitmae.data.ClassMask;

/**
 * What a model sees in an image, in the source image's own pixels.
 *
 * @param mask the likeliest class of every pixel
 * @param relief how far each pixel lies inside its object, from 0 at the border to 1 in the middle,
 *     [height, width] row by row; empty if the model does not tell
 */
public record Prediction(ClassMask mask, Optional<float[]> relief) {}
