package org.vitmae.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.Kebab;
import org.vitmae.data.PackIndex;
import org.vitmae.data.PackSettings;
import org.vitmae.data.PackedDataset;

/** What there is to say of a folder of packed data. */
final class PackedFacts {
  private final Path folder;
  private final PrintWriter out;

  PackedFacts(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Prints it, and the lines of a definition that uses the data.
   *
   * @param verify whether every image is read, too
   * @return false if some are damaged
   */
  boolean print(boolean verify) {
    try (PackedDataset data = PackedDataset.open(folder)) {
      describe(data.index());
      InspectCommand.line(out, "fingerprint", data.fingerprint());
      out.println();
      definition(data.index().settings().target());
      return !verify || verify(data);
    }
  }

  private void describe(PackIndex index) {
    PackSettings settings = index.settings();
    InspectCommand.line(out, "format", "packed images, version " + index.version());
    InspectCommand.line(out, "packed from", index.origin());
    InspectCommand.line(out, "its fingerprint", settings.sourceFingerprint());
    InspectCommand.line(
        out,
        "images",
        "%d, shards: %d, %.1f MB, short side %d pixels at most"
            .formatted(
                index.images(), index.shards().size(), index.bytes() / 1e6, settings.shortSide()));
    InspectCommand.line(
        out,
        "target",
        "%s, %d names"
            .formatted(Kebab.ofConstant(settings.target()), settings.classNames().size()));
    index.leftOut().forEach(image -> InspectCommand.line(out, "left out", image.name()));
  }

  private void definition(Target target) {
    out.println("data:");
    out.println("  format: packed");
    out.printf("  train: {path: \"%s\"}    # or validation, or test%n", folder);
    if (target != Target.CLASS) {
      out.printf("  target: %s%n", Kebab.ofConstant(target));
    }
    out.flush();
  }

  private boolean verify(PackedDataset data) {
    List<String> damage = data.damage();
    out.println();
    damage.forEach(out::println);
    out.printf("%d images read, %d damaged%n", data.size(), damage.size());
    return damage.isEmpty();
  }
}
