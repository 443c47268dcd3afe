package org.vitmae.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Nearest;
import org.vitmae.run.MetricsLog;

/** The plugins on the class path and the tasks they offer. */
public final class Plugins {
  private static final Key<Map<String, Task>> TASKS = Key.get(new TypeLiteral<>() {});

  private final List<Loaded> loaded;
  private final Map<String, Task> tasks;

  private Plugins(List<Loaded> loaded, Map<String, Task> tasks) {
    this.loaded = List.copyOf(loaded);
    this.tasks = Map.copyOf(tasks);
  }

  /**
   * A plugin that was found.
   *
   * @param id the plugin's name
   * @param origin the jar or folder it came from
   * @param tasks the names of its tasks, sorted
   */
  public record Loaded(String id, String origin, List<String> tasks) {
    public Loaded {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Finds every {@link TaskPlugin} that a class loader's {@code META-INF/services} names.
   *
   * <p>Each plugin has an injector of its own, so that one cannot disturb another's bindings.
   *
   * @throws ConfigException if a plugin cannot be created, is there twice, or two share an id or a
   *     task's name; the message names their jars
   */
  public static Plugins load(ClassLoader classPath) {
    ProviderFiles files = ProviderFiles.of(classPath);
    files.checkUnique();
    try {
      return of(
          ServiceLoader.load(TaskPlugin.class, classPath).stream().map(Plugins::create).toList());
    } catch (ServiceConfigurationError | LinkageError e) {
      throw unusable("the plugin of " + files.namedBy(e.getMessage()), e);
    }
  }

  private static TaskPlugin create(ServiceLoader.Provider<TaskPlugin> provider) {
    try {
      return provider.get();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw unusable(
          "the plugin %s of %s".formatted(provider.type().getName(), origin(provider.type())), e);
    }
  }

  static Plugins of(List<TaskPlugin> plugins) {
    Map<String, String> origins = new HashMap<>();
    Map<String, String> taskOrigins = new HashMap<>();
    Map<String, Task> tasks = new HashMap<>();
    List<Loaded> loaded = new ArrayList<>();
    for (TaskPlugin plugin : plugins) {
      String origin = origin(plugin.getClass());
      Map<String, Task> own = tasks(plugin, origin);
      claim(origins, "plugin", plugin.id(), origin);
      own.keySet().forEach(name -> claim(taskOrigins, "task", name, origin));
      tasks.putAll(own);
      loaded.add(new Loaded(plugin.id(), origin, List.copyOf(own.keySet())));
    }
    return new Plugins(loaded, tasks);
  }

  private static void claim(Map<String, String> origins, String what, String name, String origin) {
    String other = origins.putIfAbsent(name, origin);
    if (other != null) {
      throw new ConfigException(
          "the %s %s is offered twice, by %s and by %s; take one of them off the class path"
              .formatted(what, name, other, origin));
    }
  }

  private static Map<String, Task> tasks(TaskPlugin plugin, String origin) {
    try {
      Objects.requireNonNull(plugin.id(), "its id is null");
      Map<String, Task> tasks =
          new TreeMap<>(
              Guice.createInjector(
                      plugin.module(),
                      new AbstractModule() {
                        @Override
                        protected void configure() {
                          // Declares the map, so that a plugin may offer no task at all.
                          MapBinder.newMapBinder(binder(), String.class, Task.class);
                        }
                      })
                  .getInstance(TASKS));
      tasks.forEach(Plugins::check);
      return tasks;
    } catch (RuntimeException | LinkageError e) { // whatever a stranger's code throws
      throw unusable("the plugin %s of %s".formatted(plugin.getClass().getName(), origin), e);
    }
  }

  /** Finds what would fail in the middle of an experiment. */
  private static void check(String name, Task task) {
    Objects.requireNonNull(task.protocols(), () -> "task " + name + " has null for protocols");
    Objects.requireNonNull(task.options(), () -> "task " + name + " has null for options");
    String metric = task.primaryMetric();
    if (metric == null || !MetricsLog.isName(metric)) {
      throw new IllegalArgumentException(
          "the primary metric of task %s has no comma, quotes or line ends, got '%s'"
              .formatted(name, metric));
    }
  }

  private static ConfigException unusable(String plugin, Throwable failure) {
    return new ConfigException(
        "%s cannot be set up (%s); rebuild its jar with this version, or take it off the class path"
            .formatted(plugin, reason(failure)),
        failure);
  }

  /** Returns what went wrong first, in one line; Guice reports failures in pages. */
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first
        .toString()
        .lines()
        .filter(line -> !line.isBlank())
        .limit(3)
        .collect(Collectors.joining(" "));
  }

  /** Returns the jar or folder that a class comes from. */
  public static String origin(Class<?> plugin) {
    CodeSource source = plugin.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? plugin.getName()
        : source.getLocation().getPath();
  }

  /** Returns the plugins in the order they were found. */
  public List<Loaded> all() {
    return loaded;
  }

  /**
   * Returns a task.
   *
   * @throws ConfigException if no plugin offers it; the message names the choices
   */
  public Task task(String name) {
    Task task = tasks.get(name);
    if (task == null) {
      List<String> names = tasks.keySet().stream().sorted().toList();
      throw new ConfigException(
          "no plugin offers the task \"%s\"%s; there %s"
              .formatted(
                  name,
                  Nearest.similar(name, names).map(", did you mean %s"::formatted).orElse(""),
                  names.isEmpty() ? "are no plugins" : "are " + String.join(", ", names)));
    }
    return task;
  }
}
