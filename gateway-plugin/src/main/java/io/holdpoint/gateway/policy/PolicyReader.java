// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.json.Hashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads policy files; several are one policy, whatever their order. Safe for many threads. */
public final class PolicyReader {

  private static final int DIGITS = 12;

  private final PolicyLanguage language;

  public PolicyReader(PolicyLanguage language) {
    this.language = language;
  }

  /**
   * The policy of all files.
   *
   * @throws DocumentException with everything that is wrong in any of them
   */
  public Policy read(List<PolicyText> files) {
    List<Problem> problems = new ArrayList<>();
    Collected all = new Collected();
    for (PolicyText file : files) {
      file(file, all, problems);
    }
    checkNames(all, problems);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    String text = text(files);
    return new Policy(
        all.clauses,
        all.permitsOtherwise,
        new Groups(all.members, all.profilesOf, all.profiles),
        all.cases,
        text,
        Hashes.sha256Hex(DIGITS, text));
  }

  /** The digest that a policy of these files has, or would have if they are wrong. */
  static String digest(List<PolicyText> files) {
    return Hashes.sha256Hex(DIGITS, text(files));
  }

  /** The order of files means nothing. */
  private static String text(List<PolicyText> files) {
    return String.join("\n---\n", files.stream().map(PolicyText::text).sorted().toList());
  }

  /** What the files say so far. */
  private static final class Collected {
    private final List<Clause> clauses = new ArrayList<>();
    private final Map<String, List<Glob>> members = new HashMap<>();
    private final Map<String, List<String>> profilesOf = new HashMap<>();
    private final Map<String, AccessList> profiles = new HashMap<>();
    private final List<PolicyCase> cases = new ArrayList<>();
    private boolean permitsOtherwise = true;
  }

  private enum Otherwise {
    PERMIT,
    DENY
  }

  private void file(PolicyText file, Collected all, List<Problem> problems) {
    DocumentReader reader = DocumentReader.of(file.document(), problems);
    expect(reader, "apiVersion", "holdpoint/v1");
    expect(reader, "kind", "Policy");
    reader.text("description", "");
    // The strictest file counts: the order of files must not matter.
    all.permitsOtherwise &=
        reader.choice("otherwise", Otherwise.class, Otherwise.PERMIT) == Otherwise.PERMIT;
    reader
        .entries("profiles", AccessList::read)
        .forEach((name, list) -> once(reader, "profiles", name, all.profiles.put(name, list)));
    reader
        .entries("groups", Group::read)
        .forEach(
            (name, group) -> {
              once(reader, "groups", name, all.members.put(name, group.members()));
              all.profilesOf.put(name, group.profiles());
            });
    ClauseReader clauses = new ClauseReader(language, file, problems);
    all.clauses.addAll(reader.sections("clauses", clauses::read));
    all.cases.addAll(reader.sections("cases", item -> PolicyCase.read(item, file)));
    reader.finish();
  }

  private record Group(List<Glob> members, List<String> profiles) {
    static Group read(DocumentReader item) {
      return new Group(Selector.globs(item, "principals", false), item.texts("profiles"));
    }
  }

  private static void expect(DocumentReader reader, String key, String value) {
    String text = reader.requiredText(key);
    if (!text.isBlank() && !text.equals(value)) {
      reader.problem(key, "got \"" + text + "\" (expected: " + value + ")");
    }
  }

  private static void once(
      DocumentReader reader,
      String key,
      String name,
      @org.jspecify.annotations.Nullable Object before) {
    if (before != null) {
      reader.problem(key, "got \"" + name + "\" twice (expected: each name once)");
    }
  }

  private static void checkNames(Collected all, List<Problem> problems) {
    Set<String> ids = new HashSet<>();
    for (Clause clause : all.clauses) {
      if (!ids.add(clause.id())) {
        problems.add(
            new Problem(
                clause.position(),
                "clause: got \"" + clause.id() + "\" twice (expected: each id once)"));
      }
    }
    for (PolicyCase one : all.cases) {
      for (String id : one.by()) {
        if (!ids.contains(id)) {
          problems.add(
              new Problem(one.position(), "by: got \"" + id + "\" (expected: the id of a clause)"));
        }
      }
    }
    all.profilesOf.forEach(
        (group, profiles) ->
            profiles.stream()
                .filter(profile -> !all.profiles.containsKey(profile))
                .forEach(
                    profile ->
                        problems.add(
                            new Problem(
                                new io.holdpoint.model.document.Position("groups", 1, 1),
                                "groups."
                                    + group
                                    + ".profiles: got \""
                                    + profile
                                    + "\" (expected: the name of a profile)"))));
  }
}
