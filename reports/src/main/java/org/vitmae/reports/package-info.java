/**
 * Comparison reports, rebuilt from run folders alone: reads CSV, JSON and PNG files, never weights,
 * and writes tables, plots and one HTML page. The same input gives the same bytes.
 */
@NullMarked
package org.vitmae.reports;

import org.jspecify.annotations.NullMarked;
