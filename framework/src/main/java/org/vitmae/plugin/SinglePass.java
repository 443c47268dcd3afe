package org.vitmae.plugin;

import java.util.ArrayList;
import java.util.List;

/** What arms that train nothing ({@link Arm#isSinglePass}) need of a recipe. */
public final class SinglePass {
  private SinglePass() {}

  /** Returns what is wrong with a request's recipe: sentences for the user, often none. */
  public static List<String> problems(ArmRequest request) {
    List<String> problems = new ArrayList<>();
    once(request, "epochs", request.arm().train().epochs(), problems);
    once(request, "accumulation", request.arm().train().accumulation(), problems);
    return problems;
  }

  private static void once(ArmRequest request, String key, int value, List<String> problems) {
    if (value != 1) {
      problems.add(
          "train.%s must be 1 for protocol '%s', which looks at every training image once, got %d; set epochs: 1, warmup-epochs: 0 and accumulation: 1 in this arm."
              .formatted(key, request.arm().protocol(), value));
    }
  }
}
