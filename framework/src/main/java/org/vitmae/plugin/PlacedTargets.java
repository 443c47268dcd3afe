package org.vitmae.plugin;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.Kebab;
import org.vitmae.config.RecipeConfig;

/**
 * Targets that have their places in an image, such as boxes and masks: whatever moves the image has
 * to move them along.
 *
 * @param task what they are the targets of; a named recipe of that name suits it
 * @param framing the only one that the task can do with
 * @param judged what the task judges, which is why
 * @param targets their name in plural
 */
public record PlacedTargets(
    String task, FramingConfig.Mode framing, String judged, String targets) {
  /** Returns what an arm's recipe does that such targets do not survive. */
  public List<String> problems(RecipeConfig recipe) {
    List<String> problems = new ArrayList<>();
    FramingConfig.Mode mode = recipe.augment().framing().mode();
    if (mode != framing) {
      problems.add(
          "train.augment.framing.mode must be %s for task '%s', which judges %s, got %s; recipe: %s sets it."
              .formatted(Kebab.ofConstant(framing), task, judged, Kebab.ofConstant(mode), task));
    }
    if (recipe.augment().randAugmentMagnitude() > 0) {
      problems.add(
          "train.augment.rand-augment-magnitude must be 0 for task '%s', as RandAugment turns and shifts images but not their %s, got %s."
              .formatted(task, targets, recipe.augment().randAugmentMagnitude()));
    }
    if (recipe.mix().isOn()) {
      problems.add(
          "train.mix.mixup-alpha and train.mix.cutmix-alpha must be 0 for task '%s', as a mixed image has no %s of its own, got %s and %s."
              .formatted(task, targets, recipe.mix().mixupAlpha(), recipe.mix().cutmixAlpha()));
    }
    return problems;
  }
}
