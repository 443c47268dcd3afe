package org.vitmae.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.config.ConfigException;

class PluginsTest {
  private static TaskPlugin plugin(String id, String... tasks) {
    return new TaskPlugin() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Module module() {
        return new AbstractModule() {
          @Override
          protected void configure() {
            for (String task : tasks) {
              MapBinder.newMapBinder(binder(), String.class, Task.class)
                  .addBinding(task)
                  .toInstance(new NamedTask(task));
            }
          }
        };
      }
    };
  }

  private record NamedTask(String name) implements Task {
    @Override
    public Set<String> protocols() {
      return Set.of();
    }

    @Override
    public String primaryMetric() {
      return name;
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      throw new UnsupportedOperationException("this task is only looked up");
    }

    @Override
    public Arm prepare(ArmRequest request) {
      throw new UnsupportedOperationException("this task is only looked up");
    }
  }

  @Test
  void tasksOfAllPluginsAreFoundByName() {
    Plugins plugins = Plugins.of(List.of(plugin("a", "beta", "alpha"), plugin("b", "gamma")));

    assertThat(plugins.task("gamma").primaryMetric()).isEqualTo("gamma");
    assertThat(plugins.all()).extracting(Plugins.Loaded::id).containsExactly("a", "b");
    assertThat(plugins.all().get(0).tasks()).containsExactly("alpha", "beta");
  }

  @Test
  void pluginMayOfferNoTask() {
    assertThat(Plugins.of(List.of(plugin("empty"))).all().get(0).tasks()).isEmpty();
  }

  @Test
  void unknownTaskNamesTheChoices() {
    Plugins plugins = Plugins.of(List.of(plugin("a", "classification", "detection")));

    assertThatThrownBy(() -> plugins.task("clasification"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "no plugin offers the task \"clasification\", did you mean classification;"
                + " there are classification, detection");
  }

  @Test
  void twoPluginsWithOneIdAreRefusedByJar() {
    String origin = PluginsTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThatThrownBy(() -> Plugins.of(List.of(plugin("a", "x"), plugin("a", "y"))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "the plugin a is offered twice, by %s and by %s; take one of them off the class path"
                .formatted(origin, origin));
  }

  @Test
  void twoTasksWithOneNameAreRefused() {
    assertThatThrownBy(() -> Plugins.of(List.of(plugin("a", "x"), plugin("b", "x"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("the task x is offered twice");
  }

  /** Fails where a plugin's author makes it. */
  private static TaskPlugin broken(String id, Supplier<Module> module) {
    return new TaskPlugin() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Module module() {
        return module.get();
      }
    };
  }

  private static Module failing(RuntimeException failure) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        throw failure;
      }
    };
  }

  /** Wants something that nothing binds. */
  private static final class Needy extends AbstractModule {
    @Override
    protected void configure() {
      requireBinding(Task.class);
    }
  }

  static List<Arguments> brokenPlugins() {
    return List.of(
        Arguments.of(broken(null, () -> new Needy()), "its id is null"),
        Arguments.of(broken("a", () -> null), "NullPointerException"),
        Arguments.of(broken("a", () -> new Needy()), "No implementation for Task was bound"),
        Arguments.of(
            broken("a", () -> failing(new IllegalStateException("boom"))),
            "IllegalStateException: boom"),
        Arguments.of(
            broken(
                "a",
                () -> {
                  throw new NoSuchMethodError("Task.gone()");
                }),
            "NoSuchMethodError: Task.gone()"));
  }

  @ParameterizedTest
  @MethodSource("brokenPlugins")
  void aPluginThatCannotBeSetUpIsNamedWithItsJarAndTheReasonInALine(
      TaskPlugin plugin, String reason) {
    String origin = PluginsTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThatThrownBy(() -> Plugins.of(List.of(plugin)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(origin, reason)
        .hasMessageNotContaining("\n");
  }

  /** Fails as soon as it is made. */
  public static final class Unmakable implements TaskPlugin {
    public Unmakable() {
      throw new IllegalStateException("no license");
    }

    @Override
    public String id() {
      return "unmakable";
    }

    @Override
    public Module module() {
      return new Needy();
    }
  }

  @Test
  void aPluginThatCannotBeMadeIsNamedWithItsJarAndTheReason(@TempDir Path folder)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(TaskPlugin.class.getName()), Unmakable.class.getName());
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Plugins.load(loader))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("PluginsTest$Unmakable of /", "no license");
    }
  }

  /** Makes a folder that names a plugin, as a jar does. */
  private static URL naming(Path folder, String plugin) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(TaskPlugin.class.getName()), plugin + " # mine\n");
    return folder.toUri().toURL();
  }

  @Test
  void theJarWhosePluginIsNotThereIsNamed(@TempDir Path folder) throws IOException {
    URL other = naming(folder.resolve("other"), Unmakable.class.getName());
    URL broken = naming(folder.resolve("broken"), "org.example.Gone");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {broken, other}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Plugins.load(loader))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll(broken.getPath(), "org.example.Gone")
          .hasMessageNotContaining(other.getPath());
    }
  }

  @Test
  void twoVersionsOfAPluginAreRefused(@TempDir Path folder) throws IOException {
    URL one = naming(folder.resolve("tone-1.0"), Unmakable.class.getName());
    URL two = naming(folder.resolve("tone-1.1"), Unmakable.class.getName());
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {one, two}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Plugins.load(loader))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("Unmakable is there 2 times", one.getPath(), two.getPath());
    }
  }

  @Test
  void aPrimaryMetricThatNoTableCanHoldIsRefused() {
    assertThatThrownBy(() -> Plugins.of(List.of(plugin("a", "error, px"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the primary metric of task error, px has no comma");
  }
}
