package org.vitmae.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.model.HeadKind;
import org.vitmae.tensor.ComputeThreads;

class VitSegmenterArmTest {
  @TempDir private Path folder;

  @BeforeEach
  void threads() {
    ComputeThreads.configure(1);
  }

  private static Arm arm(HeadKind head, ArmRequest request) {
    return new VitProtocol(head).prepare(request);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void tellsThePixelsItWasTrainedOn(HeadKind head) {
    ArmRequest request = TinyArms.request("arms.arm.segmenter.loss.dice=1");
    Batch batch = TinyArms.batch(request);
    try (Arm arm = arm(head, request)) {
      for (int step = 0; step < 200; step++) {
        arm.step(List.of(batch), 2e-3);
      }
      Map<String, Double> values = arm.evaluate(List.of(batch));

      System.out.println(head + " " + values);
      assertThat(values.get("mIoU")).isGreaterThan(0.9);
    }
  }
}
