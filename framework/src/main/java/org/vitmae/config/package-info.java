/**
 * Experiment definitions: YAML in, checked immutable records out. The only package that knows
 * Apache Commons Configuration; everything else sees {@link org.vitmae.config.ExperimentConfig}.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.config;
