package org.vitmae.detection.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.detection.evaluation.Detection;
import org.vitmae.detection.evaluation.Truth;

/** The objects of some images and what was found there, all of them boxes or all of them masks. */
record Findings(List<Truth> truths, List<Detection> detections) {
  static Findings none() {
    return new Findings(new ArrayList<>(), new ArrayList<>());
  }

  void add(Findings more) {
    truths.addAll(more.truths);
    detections.addAll(more.detections);
  }

  /** Evaluates as COCO does; a category's id is its label. */
  CocoEvaluation coco(int classes) {
    return CocoEvaluation.of(labels(classes), truths, detections);
  }

  /** Returns the objects of a class that are to be found; crowds are not. */
  long objects(int label) {
    return truths.stream().filter(truth -> truth.categoryId() == label && !truth.crowd()).count();
  }

  static List<Long> labels(int classes) {
    return LongStream.range(0, classes).boxed().toList();
  }
}
