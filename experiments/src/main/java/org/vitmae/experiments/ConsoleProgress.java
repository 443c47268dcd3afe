package org.vitmae.experiments;

import java.io.PrintWriter;
import org.vitmae.train.Progress;
import org.vitmae.train.ProgressUpdate;

/**
 * Shows training on the console: a bar that moves where a person watches a terminal, a line now and
 * then where output goes to a file or a pipe.
 */
final class ConsoleProgress implements Progress {
  private final ProgressView view;

  /**
   * Creates a display.
   *
   * @param title what is being trained
   * @param out the console
   */
  ConsoleProgress(String title, PrintWriter out) {
    // There is a console only if both input and output are a terminal.
    this.view =
        System.console() == null
            ? new ProgressLines(title, out, System::nanoTime)
            : new TerminalBar(title, out);
  }

  @Override
  public void onStep(ProgressUpdate update) {
    view.onStep(update);
  }

  @Override
  public void onEvent(String sentence) {
    view.onEvent(sentence);
  }

  /** Shows where training stood last, and leaves the cursor on a line of its own. */
  @Override
  public void close() {
    view.close();
  }
}
