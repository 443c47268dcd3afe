package org.vitmae.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.vitmae.tensor.ComputeThreads;

class Nd4jStartTest {
  @AfterEach
  void useAllCores() {
    ComputeThreads.configure(0);
    Nd4jStart.beforeTraining();
  }

  @Test
  void enginesComputeOnTheThreadsThatWereSettled() {
    ComputeThreads.configure(1);
    assertThat(torch.get_num_threads()).isEqualTo(1); // settles it for this thread
    Nd4j.getBackend();
    NativeOps natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
    natives.setOmpNumThreads(2); // as ND4J does when it starts
    Nd4j.getEnvironment().setMaxMasterThreads(2);
    assertThat(torch.get_num_threads()).isEqualTo(2);

    Nd4jStart.beforeTraining();

    assertThat(torch.get_num_threads()).isEqualTo(1);
    assertThat(natives.ompGetMaxThreads()).isEqualTo(1);
    assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(1);
  }
}
