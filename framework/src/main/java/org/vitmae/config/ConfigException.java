package org.vitmae.config;

import java.util.List;

/** Lists everything that is wrong with an experiment definition, for the user to mend at once. */
public final class ConfigException extends RuntimeException {
  private final List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /** Tells a problem with what caused it. */
  public ConfigException(String problem, Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** Returns one sentence per problem: key, value found, what is allowed, file. */
  public List<String> problems() {
    return problems;
  }
}
