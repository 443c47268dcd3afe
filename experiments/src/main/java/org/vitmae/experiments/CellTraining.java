package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.vitmae.run.CellFolder;
import org.vitmae.run.DataSummary;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.run.Usage;
import org.vitmae.weights.WeightsSource;

/** Trains single cells; knows data, engines and the training loop, and nothing of other cells. */
interface CellTraining {
  /** Opens data and builds the learner, ready to begin or to go on after its latest checkpoint. */
  Session open(Request request) throws IOException;

  /**
   * One cell to train.
   *
   * @param pretrained the cell of the same seed to start from, empty for random initialization
   */
  record Request(PlannedCell cell, CellFolder folder, Optional<CellFolder> pretrained) {}

  /** A cell whose data and learner are open. */
  interface Session extends AutoCloseable {
    /** Returns the engine's name. */
    String engine();

    /** Returns where the cell runs. */
    Environment environment();

    /** Returns the given weights that the model started from, empty if it did not. */
    Optional<WeightsSource> weights();

    /** Returns the data as known before training. */
    DataSummary data();

    /** Returns the size of what is trained, with nothing used yet. */
    Usage size();

    /** Trains, or goes on training, and tests an arm at the end. */
    Result train() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * How a cell ended.
   *
   * @param status {@code DONE} or {@code STOPPED}
   * @param data the data, with the records that were skipped
   */
  record Result(Manifest.Status status, Usage usage, DataSummary data, List<String> notes) {}
}
