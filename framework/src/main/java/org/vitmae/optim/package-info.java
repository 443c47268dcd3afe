/**
 * How weights are updated: schedules and the rules that sort parameters by name, in plain numbers,
 * and the optimizers of the engine.
 */
@NullMarked
package org.vitmae.optim;

import org.jspecify.annotations.NullMarked;
