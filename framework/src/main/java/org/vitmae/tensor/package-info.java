/**
 * The seam over libtorch: devices, precision, threads, native memory, named parameters. The only
 * package that knows libtorch's memory rules.
 */
@NullMarked
package org.vitmae.tensor;

import org.jspecify.annotations.NullMarked;
