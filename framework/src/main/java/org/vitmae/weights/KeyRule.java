package org.vitmae.weights;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a key map. In a template {@code *} stands for a number and {@code ~} for the rest.
 *
 * @param reference the reference's name
 * @param foreign the other layout's names, whose tensors lie below each other in the reference's
 */
record KeyRule(String reference, List<String> foreign) {
  static KeyRule of(String reference, String... foreign) {
    return new KeyRule(reference, List.of(foreign));
  }

  /** Returns the reference's name of a tensor if this rule names it first among its parts. */
  Optional<String> toReference(String name) {
    return rename(name, foreign.get(0), reference);
  }

  /** Tells whether a tensor is the second or a later part of a reference tensor. */
  boolean isLaterPart(String name) {
    return foreign.stream().skip(1).anyMatch(part -> rename(name, part, reference).isPresent());
  }

  /** Returns the other layout's names of a reference tensor, if this rule is about it. */
  Optional<List<String>> toForeign(String name) {
    List<String> names =
        foreign.stream().flatMap(to -> rename(name, reference, to).stream()).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static Optional<String> rename(String name, String from, String to) {
    Matcher match = Pattern.compile(regex(from)).matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    String renamed = to;
    for (int group = 1; group <= match.groupCount(); group++) {
      renamed = renamed.replaceFirst("[*~]", Matcher.quoteReplacement(match.group(group)));
    }
    return Optional.of(renamed);
  }

  private static String regex(String template) {
    return template.replace(".", "\\.").replace("*", "(\\d+)").replace("~", "(.+)");
  }
}
