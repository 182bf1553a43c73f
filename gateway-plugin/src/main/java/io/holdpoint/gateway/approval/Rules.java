// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRefusedException.Cause;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.ApprovalWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose word counts, and until when. */
final class Rules {

  private static final int LONGEST_CHANGE = 64 << 10;

  private final ApprovalSettings settings;

  private final Supplier<AgentRegistry> registry;

  /**
   * @param registry who owns which agent, and who approves for it; asked with each word
   */
  Rules(ApprovalSettings settings, Supplier<AgentRegistry> registry) {
    this.settings = settings;
    this.registry = registry;
  }

  /** A question with the owner whom the registry names now. */
  ApprovalRequest owned(ApprovalRequest request) {
    String owner = registered(request).owner();
    return owner.isEmpty() ? request : request.ownedBy(owner);
  }

  private RegisteredAgent registered(ApprovalRequest request) {
    return registry.get().of(request.attempt().session().identity().subject());
  }

  /** Why a word does not count now, or null. */
  @Nullable ApprovalRefusedException objection(
      String ref, @Nullable Entry entry, ApprovalWord word, Instant now) {
    if (entry == null) {
      return unknown(ref);
    }
    boolean takesBack =
        word instanceof ApprovalWord.Deny && entry.state instanceof ApprovalState.Granted;
    if (entry.busy || !(entry.isPending() || takesBack)) {
      return refused(
          Cause.SETTLED,
          ref,
          "got a word on one that is " + entry.state.word() + " (expected: one that waits)");
    }
    return switch (word) {
      case ApprovalWord.Deny deny -> null;
      case ApprovalWord.Once once -> approval(ref, entry, word, once.until(), now);
      case ApprovalWord.ForSession session -> approval(ref, entry, word, session.until(), now);
    };
  }

  /** Why the arguments of a held call cannot be changed so, or null. */
  static @Nullable ApprovalRefusedException editObjection(
      String ref, @Nullable Entry entry, boolean keeps, String change) {
    if (entry == null) {
      return unknown(ref);
    }
    if (!keeps || !entry.request.terms().editable()) {
      return refused(
          Cause.BAD_EDIT,
          ref,
          "got an edit (expected: a tool call that the gateway itself sends; approve or deny it)");
    }
    return change.length() <= LONGEST_CHANGE
        ? null
        : refused(
            Cause.BAD_EDIT,
            ref,
            "got an edit of "
                + change.length()
                + " characters (expected: at most "
                + LONGEST_CHANGE
                + ")");
  }

  static ApprovalRefusedException unknown(String ref) {
    return new ApprovalRefusedException(
        Cause.UNKNOWN, "approval: got \"" + ref + "\" (expected: the reference of a held call)");
  }

  private @Nullable ApprovalRefusedException approval(
      String ref, Entry entry, ApprovalWord word, Instant until, Instant now) {
    ApprovalWord.Spoken spoken = word.spoken();
    ApprovalRefusedException notTheirs =
        personObjection(ref, entry, spoken.by(), spoken.groups(), now);
    if (notTheirs != null) {
      return notTheirs;
    }
    Duration ahead = Duration.between(spoken.at(), until);
    if (ahead.isNegative() || ahead.isZero() || ahead.compareTo(settings.longestGrant()) > 0) {
      return new ApprovalRefusedException(
          Cause.BAD_END,
          "until: got " + until + " (expected: within " + settings.longestGrant() + " from now)");
    }
    return vote(ref, entry, word, spoken.by());
  }

  /** Why it is not for somebody to approve a held call now, or null. */
  @Nullable ApprovalRefusedException personObjection(
      String ref, Entry entry, String by, Set<String> groups, Instant now) {
    ApprovalTerms terms = entry.request.terms();
    Set<String> names = names(by, groups);
    RegisteredAgent agent = registered(entry.request);
    if (anyOf(behind(entry.request), names) || anyOf(List.of(agent.owner()), names)) {
      return refused(
          Cause.OWN_CALL,
          ref,
          "got " + by + ", who is behind the agent (expected: another person)");
    }
    boolean named = terms.approvers().isEmpty() || anyOf(terms.approvers(), names);
    boolean asked = terms.isEscalated(entry.askedAt, now) && anyOf(terms.escalateTo(), names);
    if (!named && !asked) {
      return refused(
          Cause.NOT_APPROVER,
          ref,
          "got " + by + " (expected: " + listed(terms.approvers()) + ", whom the policy names)");
    }
    if (!agent.approvers().isEmpty() && !anyOf(agent.approvers(), names)) {
      return refused(
          Cause.NOT_APPROVER,
          ref,
          "got "
              + by
              + " (expected: "
              + listed(agent.approvers())
              + ", whom the agent registry names for "
              + agent.principal()
              + ")");
    }
    return null;
  }

  /** One person is one vote, and all vote for the same. */
  private static @Nullable ApprovalRefusedException vote(
      String ref, Entry entry, ApprovalWord word, String by) {
    List<ApprovalWord> votes = entry.votes();
    if (votes.isEmpty()) {
      return null;
    }
    ApprovalWord.Edit proposed = votes.getLast().edit();
    ApprovalWord.Edit edit = word.edit();
    boolean same = edit == null ? proposed == null : edit.isSame(proposed);
    if (edit == null && !same) {
      return refused(
          Cause.OTHER_PROPOSAL,
          ref,
          "got a word for the call as it came (expected: one for its edited arguments, or a"
              + " refusal)");
    }
    boolean again = votes.stream().anyMatch(vote -> plain(vote.spoken().by()).equals(plain(by)));
    return same && again
        ? refused(
            Cause.ALREADY_APPROVED,
            ref,
            "got the word of " + by + " once more (expected: that of another person)")
        : null;
  }

  /** Nobody approves what runs in their own name, or what an agent of theirs or their team does. */
  private static Collection<String> behind(ApprovalRequest request) {
    return Stream.concat(
            Stream.of(request.attempt().session().identity().subject(), request.owner()),
            request.terms().behind().stream())
        .filter(name -> !name.isBlank())
        .toList();
  }

  private static Set<String> names(String by, Set<String> groups) {
    Set<String> names = new HashSet<>(Set.of(plain(by)));
    groups.forEach(group -> names.add(plain(group)));
    return names;
  }

  private static boolean anyOf(Collection<String> wanted, Set<String> names) {
    return wanted.stream().anyMatch(name -> names.contains(plain(name)));
  }

  /** Names of people and groups; where two policies have nobody in common, nobody is among them. */
  private static String listed(Set<String> names) {
    List<String> known = names.stream().filter(name -> !name.isBlank()).sorted().toList();
    return known.isEmpty() ? "nobody" : String.join(" or ", known);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static ApprovalRefusedException refused(Cause cause, String ref, String what) {
    return new ApprovalRefusedException(cause, "approval " + ref + ": " + what);
  }
}
