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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void brokenServiceFileIsNamed(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(TaskPlugin.class.getName()), "org.example.Gone\n");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Plugins.load(loader))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("org.example.Gone");
    }
  }
}
