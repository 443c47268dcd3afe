/**
 * Image classification: how a pretrained encoder is judged by one class per image. The plugin binds
 * one task, {@code classification}, whose protocols are bound one by one.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.classification;
