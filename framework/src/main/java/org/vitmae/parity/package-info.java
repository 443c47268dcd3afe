/** Checks this machine's numbers against recorded ones of the reference implementation. */
@NullMarked
package org.vitmae.parity;

import org.jspecify.annotations.NullMarked;
