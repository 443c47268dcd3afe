package org.vitmae.config;

/**
 * Quick looks at the features while pretraining goes on.
 *
 * @param everyEpochs epochs from one look to the next; 0 never looks
 * @param task the task whose labels are used
 * @param labelsPerClass labeled training images per class; 0 takes all
 */
public record OnlineProbeConfig(int everyEpochs, String task, int labelsPerClass) {
  public OnlineProbeConfig {
    Range.atLeast("every-epochs", everyEpochs, 0);
    Range.atLeast("labels-per-class", labelsPerClass, 0);
  }
}
