/**
 * What networks of Deeplearning4j have in common, whatever their task: layers that call oneDNN, one
 * optimizer update at a time, checkpoints. Letters: {@code N} batch, {@code C} channels, {@code H,
 * W} pixels. ND4J must never be used for the first time inside a scope of JavaCPP, which would free
 * what it keeps.
 */
@NullMarked
package org.vitmae.deeplearning4j;

import org.jspecify.annotations.NullMarked;
