package org.vitmae.experiments;

import java.io.PrintWriter;
import org.vitmae.plugin.Plugins;
import org.vitmae.plugin.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "plugins",
    description = "Lists the plugins on the class path, their tasks and protocols.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    if (plugins.all().isEmpty()) {
      out.println("No plugin is on the class path.");
    }
    for (Plugins.Loaded plugin : plugins.all()) {
      out.printf("%s  (%s)%n", plugin.id(), plugin.origin());
      for (String name : plugin.tasks()) {
        Task task = plugins.task(name);
        out.printf(
            "  task %s: protocols %s; compared by %s%n",
            name,
            String.join(", ", task.protocols().stream().sorted().toList()),
            task.primaryMetric());
      }
    }
  }
}
