// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests whose stream ended before their answer: a server of the older era may send it on a
 * stream the client listens to. Answers nobody waits for are withheld, since nobody judged them;
 * but one that was judged and released may be replayed to a client that lost its connection. Safe
 * for use by many threads.
 */
public final class LateAnswers {

  private static final int MOST = 4096;

  private final LinkedHashMap<Key, Expected> expected = new LinkedHashMap<>();
  private final LinkedHashMap<Key, byte[]> released = new LinkedHashMap<>();

  /** A request: a session, an upstream and the id its client chose, as JSON text. */
  record Key(SessionId session, String upstream, String id) {}

  /**
   * @param loop where the request lives
   * @param take judges the answer and says whether it may be released
   * @param lost there will be none
   */
  private record Expected(
      Loop loop, BiConsumer<RpcMessage, Consumer<Boolean>> take, Runnable lost, Loop.Timer timer) {}

  static Key key(Caller caller, String id) {
    return new Key(caller.session().id(), caller.upstream().name(), id);
  }

  void expect(
      Key key,
      Loop loop,
      Duration limit,
      BiConsumer<RpcMessage, Consumer<Boolean>> take,
      Runnable lost) {
    Loop.Timer timer = loop.schedule(limit, () -> giveUp(remove(key)));
    Expected displaced;
    synchronized (expected) {
      displaced = expected.put(key, new Expected(loop, take, lost, timer));
      if (displaced == null && expected.size() > MOST) {
        displaced = expected.pollFirstEntry().getValue();
      }
    }
    giveUp(displaced);
  }

  /** Hands over an answer; {@code then} learns, on some thread, whether it may be released. */
  void deliver(Key key, RpcMessage answer, Consumer<Boolean> then) {
    Expected waiting = remove(key);
    if (waiting == null) {
      then.accept(false);
    } else {
      waiting.timer().cancel();
      waiting.loop().execute(() -> waiting.take().accept(answer, then));
    }
  }

  /** An answer with an event id was judged and released; the same bytes may pass again. */
  void released(Key key, EventSplitter.Event event) {
    byte[] digest = digest(event);
    synchronized (released) {
      released.put(key, digest);
      if (released.size() > MOST) {
        released.pollFirstEntry();
      }
    }
  }

  /** True if exactly this answer was released before. */
  boolean wasReleased(Key key, EventSplitter.Event event) {
    byte[] before;
    synchronized (released) {
      before = released.get(key);
    }
    return before != null && MessageDigest.isEqual(before, digest(event));
  }

  private static byte[] digest(EventSplitter.Event event) {
    byte[] data = event.data();
    return Hashes.sha256().digest(data == null ? event.bytes() : data);
  }

  private @Nullable Expected remove(Key key) {
    synchronized (expected) {
      return expected.remove(key);
    }
  }

  private static void giveUp(@Nullable Expected lost) {
    if (lost != null) {
      lost.timer().cancel();
      lost.loop().execute(lost.lost());
    }
  }
}
