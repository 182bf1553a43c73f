// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rule files to begin with: valid, with tests that pass. */
public final class Skeletons {
  /** The forms there is a skeleton for. */
  public static final List<String> FORMS = List.of("filter", "sequence", "rate", "baseline", "epl");

  private static final Map<String, String> USUAL =
      Map.of("CHAIN", "sequence", "LOOP", "rate", "DRIFT", "baseline", "INJ", "filter");

  private Skeletons() {}

  /** The form that rules of a family mostly have: the middle part of {@code ACME-CHAIN-001}. */
  public static String usualForm(String id) {
    String[] parts = id.split("-");
    return parts.length == 3 ? USUAL.getOrDefault(parts[1], "filter") : "filter";
  }

  /**
   * The text of a rule file.
   *
   * @param form one of {@link #FORMS}
   * @param id the rule's id
   * @param uuid names it across tools
   */
  public static String of(String form, String id, UUID uuid) {
    if (!FORMS.contains(form)) {
      throw new IllegalArgumentException("form: got " + form + " (expected: one of " + FORMS + ")");
    }
    String name = "skeletons/" + form + ".yaml";
    try (InputStream in = Skeletons.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("ACME-CHAIN-001", id)
          .replace("00000000-0000-4000-8000-000000000000", uuid.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
