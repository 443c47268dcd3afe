package org.vitmae.run;

/**
 * What a cell is.
 *
 * @param experiment the experiment's name
 * @param description the experiment's description
 * @param cell the cell's name
 * @param variant the way of pretraining it belongs to; empty for the experiment's own
 * @param baseline the arm that this one is compared with; empty if there is none
 * @param dataset the data set's name
 * @param seed root of every random draw
 * @param engine {@code libtorch}, {@code deeplearning4j} or {@code java}; of a cell that was
 *     resumed with another, all in order, separated by commas
 * @param configHash SHA-256 of the run's definition without its engines
 */
public record CellSubject(
    String experiment,
    String description,
    String cell,
    CellKind kind,
    String variant,
    String baseline,
    String dataset,
    long seed,
    String engine,
    String configHash) {}
