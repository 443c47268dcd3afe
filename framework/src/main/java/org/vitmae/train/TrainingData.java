package org.vitmae.train;

import java.util.Optional;
import org.vitmae.data.BatchSource;

/**
 * What is learned from and what is validated on.
 *
 * @param training batches of equal size
 * @param validation the same batches in every validation; empty to train without
 */
public record TrainingData(BatchSource training, Optional<BatchSource> validation) {}
