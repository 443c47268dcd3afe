package org.vitmae.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.vitmae.config.ConfigException;

/** The number format of matrix products; weights and optimizer state stay in 32 bits. */
public enum Precision {
  /** 32-bit floating point throughout. */
  FP32,
  /** bfloat16 products under autocast, with 32-bit master weights. */
  BF16;

  private static final Path CPU_FLAGS = Path.of("/proc/cpuinfo");

  /**
   * Finds the precision a user asked for.
   *
   * @param name {@code auto} (bf16 where the device computes it natively), {@code fp32} or {@code
   *     bf16}
   * @throws ConfigException if the name is none of these
   */
  public static Precision parse(String name, Device device) {
    return switch (name) {
      case "fp32" -> FP32;
      case "bf16" -> BF16;
      case "auto" -> (device.cuda() ? device.hasBf16() : cpuHasBf16()) ? BF16 : FP32;
      default ->
          throw new ConfigException(
              "precision is '%s'; it must be auto, fp32 or bf16".formatted(name));
    };
  }

  /** Emulated bf16 is slower than fp32, so only native instructions count. */
  private static boolean cpuHasBf16() {
    if (!Files.isReadable(CPU_FLAGS)) {
      return false;
    }
    try {
      String flags = Files.readString(CPU_FLAGS);
      return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
