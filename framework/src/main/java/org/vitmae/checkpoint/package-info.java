/**
 * Checkpoints on disk: the safetensors format, and folders of which a reader only ever sees whole
 * ones. Knows files and tensors as numbers, nothing of the engine that computes them.
 */
@NullMarked
package org.vitmae.checkpoint;

import org.jspecify.annotations.NullMarked;
