/**
 * What a run leaves behind for reports to read: manifests, metric files and where they lie. Knows
 * neither tensors nor training; the layout is documented in {@code docs/run-folder.md}.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.run;
