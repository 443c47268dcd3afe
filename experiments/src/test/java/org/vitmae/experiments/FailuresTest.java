package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.InvalidPathException;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static String only(Exception e) {
    return Failures.userMessages(e).orElseThrow().get(0);
  }

  @Test
  void memoryThatLibtorchDoesNotGetIsTheUsersToMend() {
    RuntimeException e = catchThrowableOfType(RuntimeException.class, () -> torch.empty(1L << 44));

    assertThat(only(e))
        .startsWith("There is not enough memory (DefaultCPUAllocator: ")
        .contains("you tried to allocate 70368744177664 bytes", "Lower batch-size")
        .doesNotContain("\n");
  }

  @Test
  void memoryOfAGpuToo() {
    assertThat(
            only(
                new RuntimeException(
                    "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has 1 GiB free.\n"
                        + "Exception raised from malloc at CUDACachingAllocator.cpp")))
        .startsWith("There is not enough memory (CUDA out of memory. Tried to allocate 2.00 GiB.")
        .doesNotContain("Exception raised");
  }

  @Test
  void aNameBeyondTheLocaleSaysWhatToDo() {
    assertThat(only(new InvalidPathException("r\u00f6nd", "Malformed input")))
        .contains("'r\u00f6nd'", "Malformed input", "LC_ALL=C.UTF-8");
  }

  @Test
  void otherExceptionsAreDefects() {
    assertThat(Failures.userMessages(new IllegalStateException("memory"))).isEmpty();
  }

  @Test
  void aFullHeapAndMissingLibrariesSayWhatToDo() {
    assertThat(Failures.userMessage(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "The Java heap is full (Java heap space). Set a larger one, for instance"
                + " JAVA_OPTS=-Xmx8g.");
    assertThat(Failures.userMessage(new UnsatisfiedLinkError("libcudart.so.13: not found")))
        .contains("libcudart.so.13: not found", "bin/check-gpu");
  }
}
