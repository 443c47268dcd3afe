/**
 * The training loop: what is learned from, when, at which rate, and what is written down about it.
 * Pretraining, probing, fine-tuning and baselines differ only in the {@link Learner} they hand it.
 */
@NullMarked
package org.vitmae.train;

import org.jspecify.annotations.NullMarked;
