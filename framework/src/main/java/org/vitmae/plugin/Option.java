package org.vitmae.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Nearest;
import org.vitmae.config.Scalars;

/**
 * Something that a task of a plugin can be told by a key of its own, under an arm's {@code
 * options}. The task lists it in {@link Task#options} and asks it for its value:
 *
 * <pre>{@code
 * static final Option<Double> ALPHA = Option.number("alpha", 0.5);
 *
 * double alpha = ALPHA.in(request);
 * }</pre>
 *
 * @param <T> what its values are
 * @param name lower-case words joined by dashes
 * @param absent the value in arms that do not give it
 * @param expected what a user must write, in words that follow "must be"
 * @param parse returns the value that a text stands for, empty if it stands for none
 */
public record Option<T>(
    String name, T absent, String expected, Function<String, Optional<T>> parse) {
  /**
   * Creates an option, of a kind of its own if none of the others fits.
   *
   * @throws IllegalArgumentException if the name cannot be a key
   */
  public Option {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "name of an option must be lower-case words joined by dashes, got \"%s\""
              .formatted(name));
    }
  }

  /** Creates an option whose values are finite numbers. */
  public static Option<Double> number(String name, double absent) {
    return new Option<>(
        name,
        absent,
        Scalars.expected(double.class),
        text -> Scalars.convert(double.class, text).map(Double.class::cast));
  }

  /** Creates an option whose values are whole numbers. */
  public static Option<Long> whole(String name, long absent) {
    return new Option<>(
        name,
        absent,
        Scalars.expected(long.class),
        text -> Scalars.convert(long.class, text).map(Long.class::cast));
  }

  /** Creates an option that is on or off. */
  public static Option<Boolean> flag(String name, boolean absent) {
    return new Option<>(
        name,
        absent,
        Scalars.expected(boolean.class),
        text -> Optional.of(text).filter(t -> t.matches("true|false")).map(Boolean::valueOf));
  }

  /** Creates an option that takes any text. */
  public static Option<String> text(String name, String absent) {
    return new Option<>(name, absent, "text", Optional::of);
  }

  /**
   * Returns the value in a request's arm.
   *
   * @throws ConfigException if the arm gives something else
   */
  public T in(ArmRequest request) {
    return Optional.ofNullable(request.arm().options().get(name))
        .map(given -> parse.apply(given).orElseThrow(() -> new ConfigException(problem(given))))
        .orElse(absent);
  }

  private String problem(String given) {
    return "options.%s: found \"%s\", must be %s".formatted(name, given, expected);
  }

  /**
   * Returns what is wrong with the options that an arm gives: names that its task does not know and
   * texts that are no values.
   *
   * @param name the task's name
   * @param given name to text
   * @return sentences for the user, often none
   */
  public static List<String> problems(String name, Task task, Map<String, String> given) {
    if (task.options().isEmpty()) {
      return given.isEmpty()
          ? List.of()
          : List.of(
              "options: found %s, but task \"%s\" has none; remove them"
                  .formatted(String.join(", ", given.keySet()), name));
    }
    return given.entrySet().stream()
        .flatMap(entry -> problem(name, task, entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static Optional<String> problem(String name, Task task, String key, String given) {
    List<String> names = task.options().stream().map(Option::name).toList();
    int at = names.indexOf(key);
    if (at < 0) {
      return Optional.of(
          "options.%s: unknown option of task \"%s\"; the nearest valid one is %s"
              .formatted(key, name, Nearest.of(key, names).orElseThrow()));
    }
    Option<?> option = task.options().get(at);
    return option.parse().apply(given).isPresent()
        ? Optional.empty()
        : Optional.of(option.problem(given));
  }
}
