// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.masking.MaskingSettings.Rule;
import io.holdpoint.gateway.masking.MaskingSettings.Where;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.SessionId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is masked of what a server says of a call by another way than its answer: on a stream its
 * client listens to, or as the result of a task. What belongs to no call that is known is masked by
 * the rules of all tools, and by those that the policy gave for any call of its session. Safe for
 * use by many threads.
 */
public final class MaskMemory {

  private static final int MOST = 4096;

  /** No tool: rules for any tool fit. */
  private static final String ANY_TOOL = "";

  private final LinkedHashMap<Stream, Set<Rule>> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<Task, Call> tasks = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Rule> everywhere = new LinkedHashSet<>();
  private volatile boolean knowsRules;

  /** What a session hears of an upstream. */
  private record Stream(SessionId session, String upstream) {}

  /** A task of an upstream, as its floor knows it. */
  private record Task(FloorId floor, String upstream, String id) {}

  /** The call that made a task. */
  private record Call(String tool, List<Rule> masks) {}

  /** True if the policy had anything masked so far. */
  boolean knowsRules() {
    return knowsRules;
  }

  /** The policy has this masked in a call. */
  void masks(Caller caller) {
    List<Rule> masks = caller.masks();
    if (masks.isEmpty()) {
      return;
    }
    synchronized (sessions) {
      sessions.computeIfAbsent(stream(caller), s -> new LinkedHashSet<>()).addAll(masks);
      if (sessions.size() > MOST) {
        everywhere.addAll(sessions.pollFirstEntry().getValue());
      }
    }
    knowsRules = true;
  }

  /** A call was answered by a task. */
  void made(Caller caller, String task, String tool) {
    synchronized (sessions) {
      tasks.put(task(caller, task), new Call(tool, caller.masks()));
      if (tasks.size() > MOST) {
        tasks.pollFirstEntry();
      }
    }
  }

  /** Where the result of a task goes. */
  Where ofTask(Caller caller, String task) {
    Call made;
    synchronized (sessions) {
      made = tasks.get(task(caller, task));
    }
    return made == null ? ofStream(caller) : where(caller, made.tool(), made.masks());
  }

  /** Where anything goes that belongs to no call that is known. */
  Where ofStream(Caller caller) {
    Set<Rule> rules;
    synchronized (sessions) {
      rules = new LinkedHashSet<>(sessions.getOrDefault(stream(caller), Set.of()));
      rules.addAll(everywhere);
    }
    return where(caller, ANY_TOOL, List.copyOf(rules));
  }

  private static Where where(Caller caller, String tool, List<Rule> masks) {
    return new Where(
        caller.upstream().name(),
        tool,
        caller.principal().identity().subject(),
        caller.session().id().value(),
        masks);
  }

  private static Stream stream(Caller caller) {
    return new Stream(caller.session().id(), caller.upstream().name());
  }

  private static Task task(Caller caller, String id) {
    return new Task(caller.session().floor(), caller.upstream().name(), id);
  }
}
