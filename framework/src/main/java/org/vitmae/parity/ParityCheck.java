package org.vitmae.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Runs every suite whose fixture lies in a folder. */
public final class ParityCheck {
  private ParityCheck() {}

  /**
   * Compares this machine's numbers with recorded ones.
   *
   * @param folder a folder of fixtures
   * @param engine what computes; fixtures that it has no suite for are left out
   * @param listener told of every comparison as it is made, its name led by the fixture's
   * @return all comparisons
   * @throws ConfigException if the folder holds no fixture that is known
   */
  public static List<Comparison> run(
      Path folder, Engine engine, Device device, Precision precision, Consumer<Comparison> listener)
      throws IOException {
    List<ParitySuite> suites = suites(suite -> suite.engine() == engine);
    List<ParitySuite> present =
        suites.stream().filter(suite -> Files.exists(folder.resolve(suite.fixture()))).toList();
    if (present.isEmpty()) {
      throw new ConfigException(
          "%s holds none of the fixtures known: %s; give the folder that contains them"
              .formatted(folder, suites.stream().map(ParitySuite::fixture).distinct().toList()));
    }
    Comparisons comparisons = new Comparisons(listener);
    for (ParitySuite suite : present) {
      suite.check(folder.resolve(suite.fixture()), device, precision, comparisons.in(suite));
    }
    return comparisons.all();
  }

  /** Returns the fixtures of a folder that only other engines are compared with. */
  public static List<String> leftOut(Path folder, Engine engine) {
    List<String> known =
        suites(suite -> suite.engine() == engine).stream().map(ParitySuite::fixture).toList();
    return suites(suite -> !known.contains(suite.fixture())).stream()
        .map(ParitySuite::fixture)
        .filter(fixture -> Files.exists(folder.resolve(fixture)))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<ParitySuite> suites(Predicate<ParitySuite> wanted) {
    return ServiceLoader.load(ParitySuite.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(wanted)
        .toList();
  }
}
