/**
 * Weights that others published, and ours for others to read: Hugging Face folders, PyTorch files
 * of the MAE reference, timm and our own checkpoints, all seen under the reference's names.
 *
 * <p>Files are not trusted: sizes are checked against the file before anything is allocated, and
 * nothing in them is ever executed. Data is mapped and handed on in place, never held twice.
 */
@NullMarked
package org.vitmae.weights;

import org.jspecify.annotations.NullMarked;
