// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the callers of held calls are kept waiting.
 *
 * @param leg how long one request waits whose caller repeats it by itself
 * @param rounds how often such a caller is asked to come back before it is told to give up
 * @param pollEvery how often a caller is told to ask for a task
 * @param page where operators decide, the reference of a call being put behind it; empty if there
 *     is no such page
 * @param clients how long clients of some names wait for an answer; the first that fits counts
 * @param binding for a tool, as {@code upstream/tool}, the arguments that a grant is bound to; all
 *     of them for any other
 * @param owners for a principal, who answers for it
 */
public record HoldSettings(
    Duration leg,
    int rounds,
    Duration pollEvery,
    String page,
    List<ClientLimit> clients,
    Map<String, Set<String>> binding,
    Map<String, String> owners) {

  /**
   * What clients are known to wait when nobody has told them otherwise ({@code notes/mcp.md} 2.2).
   */
  public static final List<ClientLimit> KNOWN_CLIENTS =
      List.of(
          new ClientLimit("Java SDK MCP Client", Duration.ofSeconds(20)),
          new ClientLimit("spring-ai-mcp-client*", Duration.ofSeconds(20)),
          new ClientLimit("openai-agents*", Duration.ofSeconds(5)),
          new ClientLimit("mcp", Duration.ofSeconds(30)),
          new ClientLimit("claude-code*", Duration.ofSeconds(60)),
          new ClientLimit("claude-ai*", Duration.ofSeconds(60)),
          new ClientLimit("langchain4j*", Duration.ofSeconds(60)));

  /** What is used where nothing else is said. */
  public static final HoldSettings DEFAULTS =
      new HoldSettings(
          Duration.ofSeconds(45), 10, Duration.ofSeconds(2), "", KNOWN_CLIENTS, Map.of(), Map.of());

  private static final int SHARE_PERCENT = 80;

  public HoldSettings {
    requireNonNull(leg, "leg");
    requireNonNull(pollEvery, "pollEvery");
    requireNonNull(page, "page");
    clients = List.copyOf(clients);
    binding = Map.copyOf(binding);
    owners = Map.copyOf(owners);
    if (rounds < 1) {
      throw new IllegalArgumentException("holds.rounds: got " + rounds + " (expected: >= 1)");
    }
  }

  /**
   * How long clients of a name wait for an answer.
   *
   * @param client what the client calls itself; one * at the end stands for anything
   * @param limit after which it gives up
   */
  public record ClientLimit(String client, Duration limit) {
    public ClientLimit {
      requireNonNull(client, "client");
      requireNonNull(limit, "limit");
    }

    boolean fits(String name) {
      String wanted = client.toLowerCase(Locale.ROOT);
      String given = name.toLowerCase(Locale.ROOT);
      return wanted.endsWith("*")
          ? given.startsWith(wanted.substring(0, wanted.length() - 1))
          : given.equals(wanted);
    }
  }

  /** How long a client of this name may be kept waiting, or empty if nothing is known of it. */
  public Optional<Duration> patienceOf(String client) {
    return clients.stream()
        .filter(known -> known.fits(client))
        .findFirst()
        .map(known -> known.limit().multipliedBy(SHARE_PERCENT).dividedBy(100));
  }

  /** The same, with these owners. */
  public HoldSettings withOwners(Map<String, String> others) {
    return new HoldSettings(leg, rounds, pollEvery, page, clients, binding, others);
  }
}
