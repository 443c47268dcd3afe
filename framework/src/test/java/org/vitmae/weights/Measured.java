package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Times and memory of work on files, for docs/benchmarks.md. */
final class Measured {
  private static final int TIMES = 5;

  /** What is timed; told how often it ran before. */
  interface Work {
    void run(int time) throws IOException;
  }

  private Measured() {}

  static double medianSeconds(Work work) throws IOException {
    double[] seconds = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      long begin = System.nanoTime();
      work.run(time);
      seconds[time] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[TIMES / 2];
  }

  /** Reads every byte and keeps none. */
  static void read(Path file) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(chunk.clear()) >= 0) {}
    }
  }

  /** Copies and waits for the disk. */
  static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Memory that the process itself filled; pages of mapped files belong to the system. */
  static long anonymousBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        : 0;
  }
}
