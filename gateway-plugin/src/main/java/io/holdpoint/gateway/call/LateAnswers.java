// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import java.time.Duration;
import java.util.HexFormat;
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
  private final LinkedHashMap<Key, Released> released = new LinkedHashMap<>();

  /** A request: a session, an upstream and the id its client chose, as JSON text. */
  record Key(SessionId session, String upstream, String id) {}

  /**
   * @param loop where the request lives
   * @param take judges the answer and says how it may be released, null for not at all
   * @param lost there will be none
   */
  private record Expected(
      Loop loop,
      BiConsumer<RpcMessage, Consumer<Masked.@Nullable View>> take,
      Runnable lost,
      Loop.Timer timer) {}

  /** What was released, and how it is read. */
  private record Released(String digest, Masked.View view) {}

  static Key key(Caller caller, String id) {
    return new Key(caller.session().id(), caller.upstream().name(), id);
  }

  void expect(
      Key key,
      Loop loop,
      Duration limit,
      BiConsumer<RpcMessage, Consumer<Masked.@Nullable View>> take,
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

  /**
   * Hands over an answer; {@code then} learns, on some thread, how it may be released: as the
   * answer of the call it belongs to, whatever way it came. Null for not at all.
   */
  void deliver(Key key, RpcMessage answer, Consumer<Masked.@Nullable View> then) {
    Expected waiting = remove(key);
    if (waiting == null) {
      then.accept(null);
    } else {
      waiting.timer().cancel();
      waiting.loop().execute(() -> waiting.take().accept(answer, then));
    }
  }

  /** An answer with an event id was judged and released; the same bytes may pass again. */
  void released(Key key, EventSplitter.Event event, Masked.View view) {
    Released now = new Released(digest(event), view);
    synchronized (released) {
      released.put(key, now);
      if (released.size() > MOST) {
        released.pollFirstEntry();
      }
    }
  }

  /** How exactly this answer was released before; null if it was not. */
  Masked.@Nullable View wasReleased(Key key, EventSplitter.Event event) {
    Released before;
    synchronized (released) {
      before = released.get(key);
    }
    return before != null && before.digest().equals(digest(event)) ? before.view() : null;
  }

  private static String digest(EventSplitter.Event event) {
    byte[] data = event.data();
    return HexFormat.of().formatHex(Hashes.sha256().digest(data == null ? event.bytes() : data));
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
