// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.call.EventSplitter;
import io.holdpoint.gateway.http.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a client made of one of every upstream. An upstream that ends its stream is
 * listened to again while others go on; the stream is over when none is left. On the loop of the
 * client.
 */
abstract class MergedStream {

  private static final int LONGEST = 64 * 1024 * 1024;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Inbound in;
  private final Members members;
  private final PrefixTable table;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<Runnable> writability = new ArrayList<>();
  private boolean over;

  MergedStream(Inbound in, Members members, PrefixTable table) {
    this.in = in;
    this.members = members;
    this.table = table;
    in.responder().onGone(this::left);
    in.responder().onWritability(() -> List.copyOf(writability).forEach(Runnable::run));
  }

  /** Asks an upstream for its stream. */
  abstract void ask(String upstream, InnerCall call);

  /** The head of one upstream's stream came. */
  abstract void begun(Headers headers);

  /** An event of one upstream. */
  abstract void event(String upstream, byte[] event, byte @Nullable [] data);

  /** An upstream has no stream, or ended it. */
  abstract void without(String upstream, @Nullable Reply reply);

  /** No upstream has a stream any more. */
  abstract void over();

  final Inbound in() {
    return in;
  }

  final Members members() {
    return members;
  }

  final Retelling retelling(String upstream) {
    return new Retelling(table, members.reader(), upstream, in.session());
  }

  /** Listens to these upstreams. */
  final void start(List<String> upstreams) {
    List<Part> all = new ArrayList<>();
    for (String upstream : upstreams) {
      Part part = new Part(upstream);
      parts.put(upstream, part);
      all.add(part);
    }
    for (Part part : all) {
      ask(part.upstream, part);
    }
    if (all.isEmpty()) {
      finish();
    }
  }

  /** Listens to one more upstream; from any thread. */
  final void joinLater(String upstream) {
    in.loop().execute(() -> join(upstream));
  }

  private void join(String upstream) {
    if (!over && !parts.containsKey(upstream)) {
      Part part = new Part(upstream);
      parts.put(upstream, part);
      ask(upstream, part);
    }
  }

  private void left() {
    over = true;
    List.copyOf(parts.values()).forEach(InnerCall::cancel);
    parts.clear();
    closed();
  }

  /** The client is gone or the stream over. */
  void closed() {}

  private void gone(Part part, @Nullable Reply reply) {
    parts.remove(part.upstream, part);
    without(part.upstream, reply);
    if (over) {
      return;
    }
    if (parts.isEmpty()) {
      finish();
    } else if (part.hasBegun()) {
      in.loop().schedule(AGAIN, () -> join(part.upstream));
    }
  }

  private void finish() {
    over = true;
    over();
    closed();
  }

  /** One upstream's part of the stream. */
  private final class Part extends InnerCall {

    private final String upstream;
    private final EventSplitter splitter = new EventSplitter(LONGEST);

    Part(String upstream) {
      super(in.loop());
      this.upstream = upstream;
    }

    @Override
    void whole(int status, Headers headers, byte[] body) {
      gone(this, new Reply(status, headers, body, retelling(upstream).read(body)));
    }

    @Override
    void streams(int status, Headers headers) {
      begun(headers);
    }

    @Override
    void bytes(byte[] bytes) {
      splitter.add(bytes);
      while (!splitter.isEmpty()) {
        EventSplitter.Event event = splitter.poll();
        if (event != null && !over) {
          event(upstream, event.bytes(), event.data());
        }
      }
    }

    @Override
    void ended() {
      gone(this, null);
    }

    @Override
    void broken() {
      gone(this, null);
    }

    @Override
    public boolean isWritable() {
      return in.responder().isWritable();
    }

    @Override
    public void onWritability(Runnable listener) {
      writability.add(listener);
    }
  }
}
