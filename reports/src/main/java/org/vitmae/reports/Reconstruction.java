package org.vitmae.reports;

/**
 * Three PNG files, byte for byte: an image, what the encoder saw of it, and what was made of it.
 */
record Reconstruction(byte[] original, byte[] masked, byte[] reconstructed) {}
