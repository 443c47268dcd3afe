package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import org.vitmae.data.Dataset;
import org.vitmae.data.Loader;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.run.CellFolder;
import org.vitmae.train.Learner;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.Selection;

/** What pretraining and arms differ in: the learner, and what follows once it is trained. */
interface CellWork extends AutoCloseable {
  /** Returns what is trained. */
  Learner learner();

  /** Returns what its model started from. */
  StartingPoint start();

  /** Returns its size. */
  ArmPlan plan();

  /** Returns by which validation metric its best checkpoint is chosen. */
  Selection selection();

  /**
   * Does what follows training and returns sentences for the report.
   *
   * @param evaluation makes evaluation loaders
   */
  List<String> finish(CellFolder folder, RunOutcome outcome, Evaluation evaluation)
      throws IOException;

  @Override
  void close();

  /** The data a trained cell is judged on or shown with. */
  interface Evaluation {
    /** Returns the test examples, or the training ones where there are none. */
    Dataset examples();

    /** Reads examples in order, without augmentation. */
    Loader loader(Dataset dataset, int batchSize);
  }
}
