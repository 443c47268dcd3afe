package org.vitmae.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** The greatest amount of memory that this process has held. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private PeakMemory() {}

  /**
   * Returns the greatest resident size in bytes. Where the system does not tell (anything but
   * Linux), the Java virtual machine's own pools are summed, which leaves native tensors out.
   */
  public static long bytes() {
    return resident(STATUS).orElseGet(PeakMemory::pools);
  }

  /** Starts measuring anew, where the system allows it (Linux). */
  public static void reset() {
    try {
      Files.writeString(RESET, "5", StandardOpenOption.WRITE);
    } catch (IOException e) {
      // Then the greatest amount since the start of the process is reported.
    }
  }

  static OptionalLong resident(Path status) {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.matches("VmHWM:\\s+\\d+ kB"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  static long pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getCommitted())
        .sum();
  }
}
