package org.vitmae.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process, native libraries included. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");

  /** What the kernel (proc(5)) takes as the request to reset VmHWM. */
  private static final String RESET_PEAK = "5";

  private ResidentMemory() {}

  /** Returns the bytes resident now. Where the system does not tell: those of the Java heap. */
  public static long currentBytes() {
    return read("VmRSS:");
  }

  /** Returns the most bytes resident at any time. Where the system does not tell: the heap now. */
  public static long peakBytes() {
    return read("VmHWM:");
  }

  /** Begins a new peak at the present size; where the system cannot, the old peak stays. */
  public static void resetPeak() {
    try {
      if (Files.isWritable(CLEAR_REFS)) {
        Files.writeString(CLEAR_REFS, RESET_PEAK);
      }
    } catch (IOException e) {
      // Some kernels and containers forbid it; a peak over the whole process is still a bound.
    }
  }

  private static long read(String key) {
    try {
      if (Files.isReadable(STATUS)) {
        for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
          if (line.startsWith(key)) {
            return Long.parseLong(line.substring(key.length(), line.indexOf("kB")).strip()) * 1024;
          }
        }
      }
    } catch (IOException e) {
      // The file is the kernel's; without it the heap is the best guess.
    }
    return Runtime.getRuntime().totalMemory();
  }
}
