package com.example.majority;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TaskPlugin;

/** Adds the task "majority": always answer the class seen most often in training. */
public final class MajorityPlugin implements TaskPlugin {
  @Override
  public String id() {
    return "majority";
  }

  @Override
  public Module module() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        MapBinder.newMapBinder(binder(), String.class, Task.class)
            .addBinding("majority")
            .to(MajorityTask.class);
      }
    };
  }
}
