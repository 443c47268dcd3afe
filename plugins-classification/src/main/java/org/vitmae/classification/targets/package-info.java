/**
 * What arms learn to tell about an image, apart from any engine: targets, and how well they were
 * met. N is the number of examples, C that of outputs.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.classification.targets;
