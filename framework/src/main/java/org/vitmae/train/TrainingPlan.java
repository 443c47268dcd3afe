package org.vitmae.train;

import org.vitmae.config.RecipeConfig;

/**
 * What decides the course of a training run besides learner and data.
 *
 * @param recipe how long, how fast, how often
 * @param selection by which metric of the validation the best checkpoint is chosen
 * @param seed root of the run's random draws; a checkpoint made with another one is refused
 * @param configHash identifies the whole configuration; likewise
 */
public record TrainingPlan(
    RecipeConfig recipe, Selection selection, long seed, String configHash) {}
