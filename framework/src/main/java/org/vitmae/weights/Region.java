package org.vitmae.weights;

/**
 * A part of a file.
 *
 * @param begin position of the first byte
 * @param size number of bytes
 */
record Region(long begin, long size) {}
