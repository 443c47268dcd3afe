package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What went right and wrong in one image, at an overlap of one half: surest first, each detection
 * finds the object of its category that it overlaps most and that is not found yet.
 *
 * @param objects number of objects to find; crowds and difficult ones are none
 * @param missed those that were not found
 * @param wrong number of detections that found nothing; those of what is not to be found count
 *     neither way
 */
public record ImageErrors(int objects, List<Truth> missed, int wrong) {
  public ImageErrors {
    missed = List.copyOf(missed);
  }

  /** Pairs the detections and objects of an image. */
  public static ImageErrors of(List<Truth> truths, List<Detection> detections) {
    List<Truth> missed =
        new ArrayList<>(truths.stream().filter(truth -> !truth.ignored()).toList());
    List<Truth> ignored = truths.stream().filter(Truth::ignored).toList();
    int objects = missed.size();
    int wrong = 0;
    for (Detection detection :
        detections.stream()
            .sorted(Comparator.comparingDouble(Detection::score).reversed())
            .toList()) {
      int best = detection.bestMatch(missed);
      if (best >= 0) {
        missed.remove(best);
      } else if (detection.bestMatch(ignored) < 0) {
        wrong++;
      }
    }
    return new ImageErrors(objects, missed, wrong);
  }

  /** Returns how many objects were found. */
  public int found() {
    return objects - missed.size();
  }

  /** Returns how many objects were missed and how many detections were wrong, together. */
  public int count() {
    return missed.size() + wrong;
  }
}
