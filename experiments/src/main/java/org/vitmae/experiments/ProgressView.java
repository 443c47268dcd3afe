package org.vitmae.experiments;

import org.vitmae.train.Progress;

/** A way to show progress that has an end. */
sealed interface ProgressView extends Progress, AutoCloseable permits ProgressLines, TerminalBar {
  @Override
  void close();
}
