package org.vitmae.experiments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitmae.run.ArmCell;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellKind;
import org.vitmae.run.CellSubject;
import org.vitmae.run.DataSummary;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.run.Usage;

/** Manifests of cells that never ran. */
final class Manifests {
  private Manifests() {}

  static Manifest done(String cell, long imagesSeen, double flops, double seconds) {
    return new Manifest(
        Manifest.Status.DONE,
        new CellSubject(
            "mine", "", cell, CellKind.PRETRAIN, "", "", "Scenes", 3, "libtorch", "cafe"),
        Optional.empty(),
        Optional.empty(),
        new Environment("cpu", "fp32", 1, "", Map.of()),
        new DataSummary(1, 1, 1, List.of(), Map.of(), List.of(), List.of()),
        new Usage(5, 4, imagesSeen, flops, seconds, 0, 1),
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:01:00Z",
        List.of());
  }

  /** Returns the manifest of an arm of seed 3 with ten training images. */
  static Manifest arm(String arm, String task, List<String> classNames) {
    return new Manifest(
        Manifest.Status.DONE,
        new CellSubject(
            "mine", "", arm + "-s3", CellKind.ARM, "", "", "Scenes", 3, "libtorch", "cafe"),
        Optional.of(
            new ArmCell(
                new ArmSubject(arm, task, "any", "random", "AP", true, 0),
                Optional.empty(),
                Optional.empty(),
                ArmCell.Trials.NONE)),
        Optional.empty(),
        new Environment("cpu", "fp32", 1, "", Map.of()),
        new DataSummary(10, 1, 1, classNames, Map.of(), List.of(), List.of()),
        new Usage(5, 4, 1, 1, 1, 0, 1),
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:01:00Z",
        List.of());
  }
}
