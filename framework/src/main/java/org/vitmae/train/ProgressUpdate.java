package org.vitmae.train;

/**
 * Where training stands.
 *
 * @param step optimizer updates made
 * @param steps optimizer updates in all
 * @param epoch epochs done, fractional
 * @param epochs epochs in all
 * @param loss mean training loss since the last logged row
 * @param learningRate rate of the last update
 * @param imagesPerSecond speed since the last logged row, waiting for data included
 * @param secondsLeft duration of the remaining updates at that speed
 * @param waitShare share of the run's time spent waiting for data, 0 to 1
 * @param memoryBytes resident memory of the process
 */
public record ProgressUpdate(
    long step,
    long steps,
    double epoch,
    int epochs,
    double loss,
    double learningRate,
    double imagesPerSecond,
    double secondsLeft,
    double waitShare,
    long memoryBytes) {}
