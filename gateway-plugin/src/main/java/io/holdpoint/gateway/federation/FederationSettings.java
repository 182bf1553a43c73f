// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the endpoint over several upstreams is set up.
 *
 * @param enabled whether there is one
 * @param members the upstreams behind it, in the order of its lists; names are unique
 * @param separator between an upstream's prefix and a name
 * @param listTimeout how long a list, or the first word of a client, waits for a slow upstream
 */
public record FederationSettings(
    boolean enabled, List<Member> members, String separator, Duration listTimeout) {

  private static final Pattern SEPARATOR = Pattern.compile("[A-Za-z0-9_.-]{1,8}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{0,63}");

  public FederationSettings {
    members = List.copyOf(members);
    requireNonNull(separator, "separator");
    requireNonNull(listTimeout, "listTimeout");
  }

  /**
   * An upstream behind the endpoint.
   *
   * @param upstream its name
   * @param prefix of its names; empty for none
   */
  public record Member(String upstream, String prefix) {}

  /** All upstreams, each under its own name. */
  public static FederationSettings of(List<String> upstreams) {
    return new FederationSettings(
        true,
        upstreams.stream().map(name -> new Member(name, name)).toList(),
        "__",
        Duration.ofSeconds(10));
  }

  /**
   * Reads the section {@code federation}; problems go to the reader's list.
   *
   * @param upstreams the names there are
   */
  public static FederationSettings read(DocumentReader section, List<String> upstreams) {
    FederationSettings usual = of(upstreams);
    boolean enabled = section.flag("enabled", true);
    String separator = section.text("separator", usual.separator());
    if (!SEPARATOR.matcher(separator).matches()) {
      section.problem(
          "separator", "got \"" + separator + "\" (expected: 1 to 8 letters, digits, _ . or -)");
    }
    Duration timeout = section.duration("list-timeout", usual.listTimeout());
    if (timeout.isZero()) {
      section.problem("list-timeout", "got 0 (expected: more)");
    }
    List<Member> members = new ArrayList<>();
    section.sections("upstreams", item -> members.add(member(item, upstreams)));
    requireOnce(section, members.isEmpty() ? usual.members() : members);
    section.finish();
    return new FederationSettings(
        enabled, members.isEmpty() ? usual.members() : members, separator, timeout);
  }

  private static Member member(DocumentReader item, List<String> upstreams) {
    String name = item.requiredText("name");
    if (!name.isBlank() && !upstreams.contains(name)) {
      item.problem("name", "got \"" + name + "\" (expected: an upstream of this gateway)");
    }
    String prefix = item.text("prefix", name);
    if (!PREFIX.matcher(prefix).matches()) {
      item.problem(
          "prefix", "got \"" + prefix + "\" (expected: at most 63 letters, digits, _ . or -)");
    }
    return new Member(name, prefix);
  }

  private static void requireOnce(DocumentReader section, List<Member> members) {
    Map<String, String> byPrefix = new HashMap<>();
    Map<String, String> byName = new HashMap<>();
    for (Member member : members) {
      if (byName.put(member.upstream(), "") != null) {
        section.problem(
            "upstreams", "got \"" + member.upstream() + "\" twice (expected: each once)");
      } else {
        String other = byPrefix.put(member.prefix(), member.upstream());
        if (other != null) {
          section.problem(
              "upstreams",
              "got prefix \""
                  + member.prefix()
                  + "\" for "
                  + other
                  + " and "
                  + member.upstream()
                  + " (expected: a prefix each)");
        }
      }
    }
  }
}
