package org.vitmae.data;

import org.vitmae.image.Image;

/**
 * One example on its way from a data set to a batch.
 *
 * @param id position in the data set; every random draw for this sample is a function of (seed,
 *     epoch, id)
 */
public record Sample(long id, Image image, Annotation annotation) {}
