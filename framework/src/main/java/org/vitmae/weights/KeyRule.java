package org.vitmae.weights;

import java.util.Arrays;
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
record KeyRule(Template reference, List<Template> foreign) {
  /** A name with places for what varies. */
  record Template(String text, Pattern pattern) {
    static Template of(String text) {
      String regex = text.replace(".", "\\.").replace("*", "(\\d+)").replace("~", "(.+)");
      return new Template(text, Pattern.compile(regex));
    }

    /** Returns a name of this template in another one's form, empty if it is not of this one. */
    Optional<String> rename(String name, Template to) {
      Matcher match = pattern.matcher(name);
      if (!match.matches()) {
        return Optional.empty();
      }
      String renamed = to.text;
      for (int group = 1; group <= match.groupCount(); group++) {
        renamed = renamed.replaceFirst("[*~]", Matcher.quoteReplacement(match.group(group)));
      }
      return Optional.of(renamed);
    }
  }

  static KeyRule of(String reference, String... foreign) {
    return new KeyRule(Template.of(reference), Arrays.stream(foreign).map(Template::of).toList());
  }

  /** Returns the reference's name of a tensor if this rule names it first among its parts. */
  Optional<String> toReference(String name) {
    return foreign.get(0).rename(name, reference);
  }

  /** Tells whether a tensor is the second or a later part of a reference tensor. */
  boolean isLaterPart(String name) {
    return foreign.stream().skip(1).anyMatch(part -> part.pattern.matcher(name).matches());
  }

  /** Returns the other layout's names of a reference tensor, if this rule is about it. */
  Optional<List<String>> toForeign(String name) {
    List<String> names =
        foreign.stream().flatMap(to -> reference.rename(name, to).stream()).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }
}
