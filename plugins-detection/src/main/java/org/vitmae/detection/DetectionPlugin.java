package org.vitmae.detection;

import com.google.inject.Module;
import org.vitmae.plugin.TaskPlugin;

/** Adds the task {@code detection}. */
public final class DetectionPlugin implements TaskPlugin {
  @Override
  public String id() {
    return "detection";
  }

  @Override
  public Module module() {
    return new DetectionModule();
  }
}
