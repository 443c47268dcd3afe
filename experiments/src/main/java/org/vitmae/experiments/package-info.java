/**
 * The command line tool and the runner of experiments: the only place that knows plugins, reports
 * and the framework at once, and the only one that prints.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.experiments;
