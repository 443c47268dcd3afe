package org.vitmae.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.Kebab;
import org.vitmae.data.Dataset;
import org.vitmae.data.PackIndex;
import org.vitmae.data.PackSettings;
import org.vitmae.data.Packing;
import org.vitmae.data.Splits;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "pack",
    description =
        "Decodes the images of a split once and writes them as shards of bytes that are mapped"
            + " into memory (data.format: packed). Stopped and started again, it goes on.",
    mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1L << 20;
  private static final long MAX_MEGABYTES = PackSettings.MAX_SHARD_BYTES / MEGABYTE;

  @Mixin private DefinitionOptions definition;
  @Mixin private DataDirOption dataDir;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      required = true,
      description = "${COMPLETION-CANDIDATES}; train has the examples that runs set aside, too.")
  private Split split = Split.TRAIN;

  @Option(
      names = "--short-side",
      paramLabel = "PIXELS",
      defaultValue = "256",
      description =
          "Images whose short side is longer are reduced to this, in proportion (default: ${DEFAULT-VALUE}).")
  private int shortSide;

  @Option(
      names = "--shard-megabytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "Size of a file, in 2^20 bytes (default: ${DEFAULT-VALUE}).")
  private long shardMegabytes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the packed split: new, or begun by the same command.")
  private Path out = Path.of("");

  @Spec private CommandSpec spec;

  /** The parts of a data set. */
  enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    @Override
    public String toString() {
      return Kebab.ofConstant(this);
    }
  }

  @Override
  public Integer call() {
    check();
    DataConfig data = definition.read().data().withoutSettingAside();
    PrintWriter console = spec.commandLine().getOut();
    try (Splits splits = Splits.open(data, dataDir.folder())) {
      Packing packing =
          new Packing(chosen(splits), data, split.toString(), shortSide, shardMegabytes * MEGABYTE);
      PackIndex packed =
          packing.into(out, new PackProgress(split.toString(), console, System::nanoTime));
      console.printf(
          "%s: %d images, %d left out as damaged; shards: %d%n",
          out, packed.images(), packed.leftOut().size(), packed.shards().size());
      console.printf("vitmae inspect %s --verify checks them, and shows how to use them%n", out);
    }
    return ExitCode.OK;
  }

  private void check() {
    if (shortSide < 1) {
      throw new ConfigException("--short-side is %d; it must be at least 1".formatted(shortSide));
    }
    if (shardMegabytes < 1 || shardMegabytes > MAX_MEGABYTES) {
      throw new ConfigException(
          "--shard-megabytes is %d; it must be from 1 to %d"
              .formatted(shardMegabytes, MAX_MEGABYTES));
    }
  }

  private Dataset chosen(Splits splits) {
    return switch (split) {
      case TRAIN -> splits.train();
      case VALIDATION ->
          splits
              .validation()
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "data.validation names no examples of its own, so there is nothing to pack: they are set aside of the training examples, packed or not"));
      case TEST ->
          splits
              .test()
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "data.test names no examples, so there is nothing to pack"));
    };
  }
}
