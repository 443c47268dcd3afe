package org.vitmae.plugin;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.vitmae.config.ConfigException;

/**
 * The ways to learn a task, by name.
 *
 * @param <P> what a way is to the task, {@link Protocol} unless its ways have more to be told
 */
public final class Protocols<P> {
  private final String task;
  private final Map<String, P> protocols;

  /** Names the ways to learn a task. */
  public Protocols(String task, Map<String, P> protocols) {
    this.task = task;
    this.protocols = Collections.unmodifiableMap(protocols);
  }

  /** Returns all names. */
  public Set<String> names() {
    return protocols.keySet();
  }

  /**
   * Returns the one that a request asks for.
   *
   * @throws ConfigException if the task has none of that name
   */
  public P of(ArmRequest request) {
    P protocol = protocols.get(request.arm().protocol());
    if (protocol == null) {
      throw new ConfigException(
          "protocol of task '%s' must be one of %s, got '%s'."
              .formatted(task, String.join(", ", names()), request.arm().protocol()));
    }
    return protocol;
  }
}
