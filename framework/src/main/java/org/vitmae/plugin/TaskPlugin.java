package org.vitmae.plugin;

import com.google.inject.Module;

/**
 * Adds downstream tasks to the framework from a jar of its own.
 *
 * <p>A jar lists its plugin in {@code META-INF/services/org.vitmae.plugin.TaskPlugin}; nothing else
 * needs to be edited. The module binds each {@link Task} under its name:
 *
 * <pre>{@code
 * MapBinder.newMapBinder(binder(), String.class, Task.class)
 *     .addBinding("classification").to(ClassificationTask.class);
 * }</pre>
 */
public interface TaskPlugin {
  /** Returns a short unique name, for instance {@code classification}. */
  String id();

  /** Returns the module that contributes this plugin's tasks. */
  Module module();
}
