package org.vitmae.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code trials.csv}: every trial of every sweep, and which was chosen. */
final class TrialsCsv {
  private TrialsCsv() {}

  static void write(Path file, Collection<SweepResult> sweeps) throws IOException {
    String rows =
        sweeps.stream()
            .flatMap(sweep -> sweep.rows().stream())
            .map(TrialsCsv::row)
            .collect(Collectors.joining());
    Files.writeString(file, "arm,trial,values,metric,value,chosen\n" + rows);
  }

  /** No field holds a comma or quote: names are checked, values are scalars. */
  private static String row(List<String> fields) {
    return String.join(",", fields) + "\n";
  }
}
