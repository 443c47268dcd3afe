package com.example.cover;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TaskPlugin;

/** Adds the task "cover": how much of an image its objects take. */
public final class CoverPlugin implements TaskPlugin {
  @Override
  public String id() {
    return "cover";
  }

  @Override
  public Module module() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        MapBinder.newMapBinder(binder(), String.class, Task.class)
            .addBinding("cover")
            .to(CoverTask.class);
      }
    };
  }
}
