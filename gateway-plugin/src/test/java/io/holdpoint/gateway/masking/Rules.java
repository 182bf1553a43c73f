// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import com.google.re2j.Pattern;
import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import io.holdpoint.gateway.masking.MaskingSettings.Where;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Masking as it would be configured. */
public final class Rules {

  static final Where CRM = new Where("crm", "find", "triage", "s-1");
  private static final List<Pattern> ANY = List.of(Pattern.compile(".*"));

  private Rules() {}

  static MaskingSettings all(Way way, Direction... directions) {
    return of(way, Extras.NONE, EnumSet.allOf(EntityType.class), directions);
  }

  /** Everything in what leaves. */
  public static MaskingSettings outgoing() {
    return all(Way.REDACT, Direction.ARGUMENTS);
  }

  /** Mail addresses in the results of one tool. */
  public static MaskingSettings emailsOf(String tool) {
    return new MaskingSettings(
        "",
        List.of(
            new MaskingSettings.Rule(
                Set.of(Direction.RESULTS),
                ANY,
                List.of(Pattern.compile(tool)),
                EnumSet.of(EntityType.EMAIL),
                Way.REDACT,
                Extras.NONE)),
        List.of());
  }

  static MaskingSettings extras(Way way, Extras extras) {
    return of(way, extras, EnumSet.of(EntityType.NAMED), Direction.RESULTS);
  }

  static MaskingSettings of(
      Way way, Extras extras, Set<EntityType> types, Direction... directions) {
    return new MaskingSettings(
        "0123456789abcdef0123456789abcdef",
        List.of(new MaskingSettings.Rule(Set.of(directions), ANY, ANY, types, way, extras)),
        List.of(
            new MaskingSettings.Unmask(
                ANY, List.of(Pattern.compile("send.*")), ANY, EnumSet.allOf(EntityType.class))));
  }
}
