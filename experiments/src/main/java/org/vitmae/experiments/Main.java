package org.vitmae.experiments;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.vitmae.config.Scalars;
import org.vitmae.weights.WeightsExport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The command line tool {@code vitmae}. */
@Command(
    name = "vitmae",
    description = "Masked-autoencoder pretraining of Vision Transformers, and honest comparisons.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      DescribeCommand.class,
      PackCommand.class,
      RunCommand.class,
      ReportCommand.class,
      PluginsCommand.class,
      ReconstructCommand.class,
      ClassifyCommand.class,
      DetectCommand.class,
      SegmentCommand.class,
      InspectCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      ParityCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a defect of the program or a failed check",
      "2:the input is at fault; the message says what to do",
      "130, 143:stopped by Ctrl-C (SIGINT) or SIGTERM"
    })
public final class Main {
  /**
   * What Guice logs of a broken plugin in pages, {@link org.vitmae.plugin.Plugins} says in a line.
   */
  private static final Logger GUICE = Logger.getLogger("com.google.inject");

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // What Commons Configuration logs is of no use here, and waking the logging system for it takes
    // longer than reading every shipped definition.
    System.setProperty(
        "org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.LogFactoryImpl");
    System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
    GUICE.setLevel(Level.OFF);
    // Files and messages have the same digits and decimal points everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    CommandLine commands =
        commandLine(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(execute(commands, args));
  }

  /** Runs a command; errors that the user can mend get a message, others a stack trace. */
  private static int execute(CommandLine commands, String[] args) {
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      return failed(commands, Failures.userMessage(e));
    } catch (UnsatisfiedLinkError e) {
      return failed(commands, Failures.userMessage(e));
    }
  }

  private static int failed(CommandLine commands, String message) {
    commands.getErr().println("vitmae: " + message);
    return CommandLine.ExitCode.USAGE;
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new Main());
    commands.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .forEach(command -> command.versionProvider(new Version()));
    return commands
        .setOut(out)
        .setErr(err)
        .registerConverter(Path.class, Main::path)
        .registerConverter(PackCommand.Split.class, constant(PackCommand.Split.class))
        .registerConverter(WeightsExport.Layout.class, constant(WeightsExport.Layout.class))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  private static <T extends Enum<T>> ITypeConverter<T> constant(Class<T> type) {
    return name ->
        Scalars.convert(type, name.toLowerCase(Locale.ROOT))
            .map(type::cast)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "found '%s', must be %s".formatted(name, Scalars.expected(type))));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Failures.notExpressible(e));
    }
  }

  /** The version of the jar; run from class files there is none. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"vitmae " + (version == null ? "(development)" : version)};
    }
  }
}
