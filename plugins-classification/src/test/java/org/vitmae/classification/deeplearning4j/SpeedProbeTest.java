package org.vitmae.classification.deeplearning4j;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.data.Batch;

@Tag("slow")
class SpeedProbeTest {
  @Test
  void probe() throws Exception {
    Batch b = Batches.bands(64, 32, 3, 10, 3);
    try (CnnArm arm = new CnnArm(Requests.cnn(32, 3, 10, Requests.recipe(), 1))) {
      System.out.println(CnnArm.plan(Requests.cnn(32, 3, 10, Requests.recipe(), 1)));
      double[] t = new double[20];
      for (int i = -5; i < 20; i++) {
        long a = System.nanoTime();
        arm.step(List.of(b), 0.001);
        if (i >= 0) t[i] = (System.nanoTime() - a) / 1e6;
      }
      Arrays.sort(t);
      System.out.println("median step ms " + t[10] + " min " + t[0]);
      for (int k = 0; k < 6; k++) {
        for (int i = 0; i < 40; i++) { arm.step(List.of(b), 0.001); if (i % 10 == 0) arm.evaluate(List.of(b)); }
        System.out.println(java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmRSS")).toList()
          + " " + arm.takeLosses()[0]);
      }
    }
  }
}
