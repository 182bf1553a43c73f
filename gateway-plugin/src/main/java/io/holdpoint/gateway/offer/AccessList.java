// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.offer.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What may be used and seen, by name. A pattern is {@code upstream/name}, or {@code name} for any
 * upstream. What is denied is denied, whatever else allows it. Immutable.
 *
 * @param denied tools that may not
 * @param allowed if there are any, only these tools may
 * @param deniedPrompts prompts that may not
 * @param deniedResources resources, by URI, and templates that may not
 */
public record AccessList(
    List<Glob> denied, List<Glob> allowed, List<Glob> deniedPrompts, List<Glob> deniedResources) {

  /** Nothing is denied. */
  public static final AccessList EVERYTHING =
      new AccessList(List.of(), List.of(), List.of(), List.of());

  public AccessList {
    denied = List.copyOf(denied);
    allowed = List.copyOf(allowed);
    deniedPrompts = List.copyOf(deniedPrompts);
    deniedResources = List.copyOf(deniedResources);
  }

  /** Reads its keys among those of another section. */
  public static AccessList read(DocumentReader section) {
    return new AccessList(
        globs(section, "deny-tools", true),
        globs(section, "allow-tools", true),
        globs(section, "deny-prompts", true),
        globs(section, "deny-resources", false));
  }

  /** True if everything may. */
  public boolean isOpen() {
    return denied.isEmpty()
        && allowed.isEmpty()
        && deniedPrompts.isEmpty()
        && deniedResources.isEmpty();
  }

  /** True if the offer may be used and seen. */
  public boolean permits(Offer offer) {
    return switch (offer.kind()) {
      case TOOL ->
          !matches(denied, named(offer)) && (allowed.isEmpty() || matches(allowed, named(offer)));
      case PROMPT -> !matches(deniedPrompts, named(offer));
      case RESOURCE, TEMPLATE -> !matches(deniedResources, lower(offer.name()));
      case INSTRUCTIONS -> true;
    };
  }

  private static boolean matches(List<Glob> globs, String lower) {
    for (Glob glob : globs) {
      if (glob.matches(lower)) {
        return true;
      }
    }
    return false;
  }

  private static String named(Offer offer) {
    return lower(offer.upstream() + "/" + offer.name());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static List<Glob> globs(DocumentReader section, String key, boolean named) {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : section.texts(key)) {
      try {
        globs.add(Glob.of(named && pattern.indexOf('/') < 0 ? "*/" + pattern : pattern));
      } catch (IllegalArgumentException e) {
        section.problem(key, String.valueOf(e.getMessage()));
      }
    }
    return globs;
  }
}
