package org.vitmae.classification;

import com.google.inject.Module;
import org.vitmae.plugin.TaskPlugin;

/** Offers the tasks {@code classification}, {@code multi-label} and {@code regression}. */
public final class ClassificationPlugin implements TaskPlugin {
  @Override
  public String id() {
    return "classification";
  }

  @Override
  public Module module() {
    return new ClassificationModule();
  }
}
