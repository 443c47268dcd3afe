package org.vitmae.weights;

import org.vitmae.checkpoint.DType;

/**
 * What a pickle says of a storage: numbers in a row that several tensors may look at.
 *
 * @param key names it inside the file
 * @param elements how many numbers it claims to hold
 */
record StorageKey(String key, DType dtype, long elements) {}
