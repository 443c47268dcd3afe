package org.vitmae.experiments;

import java.io.PrintWriter;
import java.util.List;
import org.vitmae.config.ConfigReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "Lists the shipped experiments.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ConfigReader reader = DefinitionOptions.reader();
    List<String> names = reader.shippedNames();
    int width = names.stream().mapToInt(String::length).max().orElse(1);
    for (String name : names) {
      String description = reader.read(name, List.of()).description();
      out.println(name + " ".repeat(width - name.length() + 2) + description);
    }
  }
}
