package org.vitmae.reports;

/**
 * What one run of an arm cost on average, part by part.
 *
 * @param training the arm alone
 * @param pretraining what it starts from, in full; nothing if it has none
 * @param trials the search for its hyper-parameters
 */
record Ledger(Budget training, Budget pretraining, Trials trials) {

  /** Tells whether there is nothing beside the training. */
  boolean isTrainingAlone() {
    return pretraining.equals(Budget.NOTHING) && trials.count() == 0;
  }

  /** Returns pretraining and training together. */
  Budget withPretraining() {
    return pretraining.then(training);
  }

  /** Returns everything that has to be done for one such model, beginning from nothing. */
  Budget total() {
    return trials.budget().then(withPretraining());
  }
}
