// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.http.UpstreamTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of an HTTP+SSE server. It says where messages are posted to; only an address of the
 * same origin is believed. Its state belongs to its loop.
 */
final class SsePipe implements Pipe {

  private static final Logger LOG = LoggerFactory.getLogger(SsePipe.class);
  private static final int MAX_EVENT = 64 * 1024 * 1024;
  private static final Duration ENDPOINT_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final UpstreamClient client;
  private final UpstreamTarget target;
  private final Loop loop;
  private final Listener listener;
  private final Consumer<@Nullable Pipe> then;
  private final Consumer<SsePipe> onOver;
  private final SseReader reader = new SseReader(MAX_EVENT, this::event);
  private @Nullable UpstreamCall stream;
  private volatile @Nullable SsePosts posts;
  private boolean isStream;
  private boolean over;

  /**
   * @param then gets this pipe once it is open, or null
   * @param onOver told when it is over
   */
  SsePipe(
      String name,
      UpstreamClient client,
      UpstreamTarget target,
      Loop loop,
      Listener listener,
      Consumer<@Nullable Pipe> then,
      Consumer<SsePipe> onOver) {
    this.name = name;
    this.client = client;
    this.target = target;
    this.loop = loop;
    this.listener = listener;
    this.then = then;
    this.onOver = onOver;
  }

  void start() {
    Headers headers = Headers.of("accept", "text/event-stream", "cache-control", "no-cache");
    stream =
        client.send(
            loop,
            target,
            new UpstreamRequest("GET", headers, new byte[0], false, ""),
            new Stream());
    loop.schedule(ENDPOINT_LIMIT, this::endUnlessOpen);
  }

  @Override
  public boolean send(byte[] message) {
    SsePosts open = posts;
    return open != null && open.add(message);
  }

  @Override
  public void reading(boolean on) {
    loop.execute(
        () -> {
          if (stream != null) {
            stream.reading(on);
          }
        });
  }

  @Override
  public void end() {
    loop.execute(this::finish);
  }

  private void event(String type, byte[] data) {
    if (over) {
      return;
    }
    if (type.equals("message")) {
      listener.message(data);
    } else if (type.equals("endpoint") && posts == null) {
      opened(new String(data, StandardCharsets.UTF_8).strip());
    }
  }

  private void opened(String endpoint) {
    try {
      UpstreamTarget to = target.resolve(endpoint);
      posts = new SsePosts(client, to, loop, listener, this::finish);
      then.accept(this);
    } catch (IllegalArgumentException elsewhere) {
      LOG.warn("{}: {}", name, elsewhere.getMessage());
      finish();
    }
  }

  private void endUnlessOpen() {
    if (posts == null && !over) {
      LOG.warn("{}: got no endpoint event (expected: one within 10 s)", name);
      finish();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    onOver.accept(this);
    if (stream != null) {
      stream.cancel();
      stream = null;
    }
    if (posts == null) {
      then.accept(null);
    } else {
      listener.lost();
    }
  }

  /** What comes back. */
  private final class Stream implements UpstreamListener {

    @Override
    public boolean readyToSend() {
      return !over;
    }

    @Override
    public void head(int status, Headers headers) {
      isStream = status == 200 && headers.isEventStream() && !headers.isEncoded();
      if (!isStream) {
        LOG.warn(
            "{}: got HTTP status {} of type \"{}\" (expected: 200, text/event-stream)",
            name,
            status,
            headers.text("content-type"));
        finish();
      }
    }

    @Override
    public void data(byte[] bytes) {
      if (isStream && !over && !reader.add(bytes)) {
        LOG.warn("{}: got an event of more than {} bytes (expected: less)", name, MAX_EVENT);
        finish();
      }
    }

    @Override
    public void end() {
      stream = null;
      finish();
    }

    @Override
    public void failed(UpstreamFailure failure) {
      LOG.debug("{}: {}", name, failure.text());
      stream = null;
      finish();
    }
  }
}
