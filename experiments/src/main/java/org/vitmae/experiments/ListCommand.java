package org.vitmae.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vitmae.config.ConfigReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "Lists the shipped experiments.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  private static final String ABLATION = "ablation";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ConfigReader reader = DefinitionOptions.reader();
    List<String> names = reader.shippedNames();
    int width = names.stream().mapToInt(String::length).max().orElse(1);
    Map<Boolean, List<String>> byKind =
        names.stream().collect(Collectors.partitioningBy(name -> name.startsWith(ABLATION)));
    byKind.get(false).forEach(name -> print(name, width, reader, out));
    out.println();
    out.println("Ablations: what one choice changes, everything else being equal.");
    byKind.get(true).forEach(name -> print(name, width, reader, out));
  }

  private static void print(String name, int width, ConfigReader reader, PrintWriter out) {
    out.println(name + " ".repeat(width - name.length() + 2) + reader.description(name));
  }
}
