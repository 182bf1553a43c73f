// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import io.holdpoint.model.document.DocumentReader;
import java.util.List;
import java.util.Set;

/**
 * What is masked on its way, and for whom it is put back. Without rules nothing is.
 *
 * @param key for digests and same forms, so that they outlive a restart; empty for a new one
 * @param rules the first that fits counts, type by type
 * @param unmask who may have tokens turned back
 */
public record MaskingSettings(String key, List<Rule> rules, List<Unmask> unmask) {

  /** Masks nothing on its way. */
  public static final MaskingSettings NONE = new MaskingSettings("", List.of(), List.of());

  public MaskingSettings {
    requireNonNull(key, "key");
    rules = List.copyOf(rules);
    unmask = List.copyOf(unmask);
  }

  /** Which way a payload goes. */
  public enum Direction {
    ARGUMENTS,
    RESULTS
  }

  /**
   * What is masked how.
   *
   * @param directions of payloads
   * @param upstreams globs of their names
   * @param tools globs of their names
   * @param types what is found by its look
   * @param way what is put in its place
   * @param extras what the operator named
   */
  public record Rule(
      Set<Direction> directions,
      List<Pattern> upstreams,
      List<Pattern> tools,
      Set<EntityType> types,
      Way way,
      Extras extras) {

    public Rule {
      directions = Set.copyOf(directions);
      upstreams = List.copyOf(upstreams);
      tools = List.copyOf(tools);
      types = Set.copyOf(types);
      requireNonNull(way, "way");
      requireNonNull(extras, "extras");
    }

    boolean fits(Direction direction, Where where) {
      return directions.contains(direction)
          && fits(upstreams, where.upstream())
          && (where.tool().isEmpty() || fits(tools, where.tool()));
    }

    static boolean fits(List<Pattern> globs, String name) {
      return globs.stream().anyMatch(glob -> glob.matches(name));
    }
  }

  /** Tokens are turned back in arguments of these tools, called by these principals. */
  record Unmask(
      List<Pattern> upstreams,
      List<Pattern> tools,
      List<Pattern> principals,
      Set<EntityType> types) {

    Unmask {
      upstreams = List.copyOf(upstreams);
      tools = List.copyOf(tools);
      principals = List.copyOf(principals);
      types = Set.copyOf(types);
    }

    boolean fits(Where where, EntityType type) {
      return types.contains(type)
          && !where.tool().isEmpty()
          && Rule.fits(upstreams, where.upstream())
          && Rule.fits(tools, where.tool())
          && Rule.fits(principals, where.principal());
    }
  }

  /**
   * Where a payload goes.
   *
   * @param upstream the server's name
   * @param tool the tool's name; the method where it is no tool call. Empty if it may be any: then
   *     rules for any tool hold, and nothing is turned back
   * @param principal who calls, as the gateway knows it
   * @param session in which session
   * @param also rules that hold for this payload only; they go before the others
   */
  public record Where(
      String upstream, String tool, String principal, String session, List<Rule> also) {

    /** Where only the settings' own rules hold. */
    public Where(String upstream, String tool, String principal, String session) {
      this(upstream, tool, principal, session, List.of());
    }

    public Where {
      also = List.copyOf(also);
      requireNonNull(upstream, "upstream");
      requireNonNull(tool, "tool");
      requireNonNull(principal, "principal");
      requireNonNull(session, "session");
    }
  }

  /** Reads one rule as it stands in the list {@code rules}; problems go to the reader's list. */
  public static Rule readRule(DocumentReader section) {
    return MaskingSection.rule(section);
  }

  /** Reads the section {@code masking}; problems go to the reader's list. */
  public static MaskingSettings read(DocumentReader section) {
    return MaskingSection.read(section);
  }
}
