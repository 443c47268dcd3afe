package org.vitmae.segmentation;

import com.google.inject.Module;
import org.vitmae.plugin.TaskPlugin;

/** Adds the task {@code segmentation}. */
public final class SegmentationPlugin implements TaskPlugin {
  @Override
  public String id() {
    return "segmentation";
  }

  @Override
  public Module module() {
    return new SegmentationModule();
  }
}
