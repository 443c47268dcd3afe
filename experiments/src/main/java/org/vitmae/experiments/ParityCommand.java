package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.parity.Comparison;
import org.vitmae.parity.ParityCheck;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "parity",
    description =
        "Compares this machine's numbers with the reference's, recorded in a folder of fixtures.",
    mixinStandardHelpOptions = true)
final class ParityCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder that holds mae_tiny, adamw and others.")
  private Path folder = Path.of("");

  @Mixin private DeviceOption computing;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "fp32",
      description =
          "fp32, bf16 or auto (default: ${DEFAULT-VALUE}, whose limits are the tight ones).")
  private String precision = "";

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "libtorch",
      description =
          "libtorch or deeplearning4j, which computes on the CPU in fp32 (default: ${DEFAULT-VALUE}).")
  private String engineName = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Engine engine = EngineOption.parse(engineName);
    if (!Files.isDirectory(folder)) {
      throw new ConfigException(
          "%s is not a folder; give the one that holds the fixtures".formatted(folder));
    }
    PrintWriter out = spec.commandLine().getOut();
    Device chosen = computing.device();
    Precision products = Precision.parse(precision, chosen);
    EngineOption.check(engine, chosen, products);
    out.printf(
        "%s on %s, %s, %d threads%n", engineName, chosen, products, ComputeThreads.configure(0));
    out.println(line("tensor", "worst difference", "limit", ""));
    List<Comparison> all =
        ParityCheck.run(folder, engine, chosen, products, comparison -> print(comparison, out));
    List<String> leftOut = ParityCheck.leftOut(folder, engine);
    if (!leftOut.isEmpty()) {
      out.printf(
          "left out, as %s computes nothing of them: %s%n", engineName, String.join(", ", leftOut));
    }
    long failed = all.stream().filter(comparison -> !comparison.ok()).count();
    out.printf("%d compared, %d ok, %d FAIL%n", all.size(), all.size() - failed, failed);
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void print(Comparison comparison, PrintWriter out) {
    out.println(
        line(
            comparison.name(),
            number(comparison.worst()),
            number(comparison.limit()),
            comparison.ok() ? "ok" : "FAIL"));
    out.flush();
  }

  private static String line(String name, String worst, String limit, String verdict) {
    return "%-60s  %16s  %9s  %s".formatted(name, worst, limit, verdict).stripTrailing();
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }
}
