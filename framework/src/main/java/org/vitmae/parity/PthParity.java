package org.vitmae.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.files.Disk;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.weights.ModelWeights;
import org.vitmae.weights.ReferenceRun;
import org.vitmae.weights.StateDict;
import org.vitmae.weights.WeightsReader;

/**
 * Checks files of torch.save ({@code pth}): the tensors they hold, and that training goes on from
 * the reference's checkpoint as the reference did. Needs the {@code mae_tiny} and {@code adamw}
 * fixtures beside it.
 */
public final class PthParity implements ParitySuite {
  @Override
  public String fixture() {
    return "pth";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Path reference = folder.resolveSibling("mae_tiny").resolve("weights.safetensors");
    try (StateDict recorded = WeightsReader.tensors(reference)) {
      for (String name : List.of("checkpoint_zip", "checkpoint_legacy", "encoder_only")) {
        weights(folder, name, recorded, UnaryOperator.identity(), comparisons);
      }
      for (String name : List.of("checkpoint_fp16_zip", "checkpoint_fp16_legacy")) {
        weights(folder, name, recorded, PthParity::halved, comparisons);
      }
    }
    try (StateDict recorded = WeightsReader.tensors(folder.resolve("views_expected.safetensors"))) {
      for (String name : List.of("views_zip", "views_legacy")) {
        try (StateDict views = WeightsReader.tensors(folder.resolve(name + ".pth"))) {
          UnaryOperator<Tensor> same = UnaryOperator.identity();
          SameWeights.check(name, views, "tensors.", recorded, same, comparisons);
        }
      }
    }
    resume(folder, device, precision, comparisons);
  }

  private static void weights(
      Path folder,
      String name,
      StateDict recorded,
      UnaryOperator<Tensor> rounding,
      Comparisons comparisons) {
    try (ModelWeights weights = WeightsReader.open(folder.resolve(name + ".pth"))) {
      SameWeights.check(name, weights.tensors(), "", recorded, rounding, comparisons);
    }
  }

  /** To the nearest half, ties to even. */
  private static Tensor halved(Tensor recorded) {
    return recorded.to(ScalarType.Half);
  }

  private static void resume(
      Path folder, Device device, Precision precision, Comparisons comparisons) throws IOException {
    Path checkpoint = Files.createTempDirectory("vitmae-resume");
    try (ReferenceRun run = ReferenceRun.open(folder.resolve("checkpoint_resume.pth"))) {
      run.writeTo(checkpoint);
      Fixture adamW = new Fixture(folder.resolveSibling("adamw"));
      RecordedTraining.of(adamW, "plain", precision, comparisons)
          .replayFrom(
              (int) run.steps(),
              (start, batches) -> {
                TorchReplay replay = new TorchReplay(start, batches, device, precision);
                replay.load(checkpoint);
                return replay;
              });
    } finally {
      Disk.deleteTree(checkpoint);
    }
  }
}
