/**
 * How a pretrained encoder is judged by what it tells about whole images: one class, several labels
 * or real values. The plugin binds a task for each; they share their protocols.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.classification;
