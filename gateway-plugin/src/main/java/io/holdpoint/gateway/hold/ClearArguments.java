// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What held calls say, for those who have to decide on them: in this process's memory and nowhere
 * else, as long as a call waits. After a restart, and for calls that wait at another gateway, only
 * the masked view is left. Safe for use by many threads.
 */
public final class ClearArguments {

  /** Longer arguments are not kept, in characters. */
  public static final int LONGEST = 256 * 1024;

  private static final int MOST = 1_000;
  private static final long MOST_CHARS = 32L * 1024 * 1024;

  private final Map<Key, String> texts = new LinkedHashMap<>();
  private long chars;

  /** Calls of one tool with the same arguments of the same principal wait as one. */
  private record Key(FloorId floor, String tool, Digest arguments) {
    static Key of(Step.Attempted attempt) {
      return new Key(
          attempt.session().floor(), attempt.tool().toString(), attempt.arguments().digest());
    }
  }

  /** A call is about to be put before people. */
  synchronized void keep(Step.Attempted attempt, ClearView arguments) {
    if (arguments.isEmpty() || arguments.text().length() > LONGEST) {
      return;
    }
    Key key = Key.of(attempt);
    forget(key);
    texts.put(key, arguments.text());
    chars += arguments.text().length();
    while (texts.size() > MOST || chars > MOST_CHARS) {
      forget(texts.keySet().iterator().next());
    }
  }

  /** The arguments of a call that waits, as JSON text in the clear, or empty. */
  public synchronized Optional<String> of(Approval approval) {
    return approval.isPending()
        ? Optional.ofNullable(texts.get(Key.of(approval.request().attempt())))
        : Optional.empty();
  }

  /** Somebody has spoken on a call, or nobody will any more. */
  public synchronized void told(Approval approval) {
    if (!approval.isPending()) {
      forget(Key.of(approval.request().attempt()));
    }
  }

  private void forget(Key key) {
    String text = texts.remove(key);
    chars -= text == null ? 0 : text.length();
  }

  /** Never what they say. */
  @Override
  public synchronized String toString() {
    return "ClearArguments[" + texts.size() + " calls]";
  }
}
