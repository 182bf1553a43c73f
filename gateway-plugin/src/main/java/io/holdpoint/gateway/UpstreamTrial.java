// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.http.EventLoops;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tries the servers of a configuration the way a gateway would reach them, without a gateway: both
 * eras' first words, then the list of tools. Blocks its caller; closing it ends what it started.
 */
public final class UpstreamTrial implements AutoCloseable {

  private static final String MODERN = "2026-07-28";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\""
          + MODERN
          + "\",\"io.modelcontextprotocol/clientCapabilities\":{},"
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"holdpoint-doctor\",\"version\":\"1\"}}";

  private final EventLoops loops;
  private final Upstreams upstreams;
  private final Duration limit;

  /**
   * @param limit how long one answer may take
   * @param clock tells when a credential ends
   */
  public UpstreamTrial(GatewayConfig config, Duration limit, InstantSource clock) {
    this.loops = new EventLoops(1);
    this.upstreams = new Upstreams(config, loops, TokenVault.CLOSED, clock);
    this.limit = requireNonNull(limit, "limit");
  }

  /**
   * What came of it.
   *
   * @param legacy the revision agreed on by {@code initialize}; empty if none
   * @param modern true if it answers {@code server/discover}
   * @param tools how many tools it lists; -1 if it lists none
   * @param date the server's clock as it told it, empty if it did not
   * @param trouble what went wrong, empty if nothing did
   * @param took for all of it
   */
  public record Result(
      String legacy, boolean modern, int tools, String date, String trouble, Duration took) {}

  /**
   * Tries one server.
   *
   * @param name of a configured upstream
   */
  public Result run(String name) {
    UpstreamTransport transport =
        requireNonNull(upstreams.byName().get(name), "upstream").transport();
    long start = System.nanoTime();
    Heard opened = ask(transport, "", "initialize", initialize());
    Heard discovered = ask(transport, null, "server/discover", "{" + META + "}");
    boolean modern = discovered.succeeded();
    String legacy = opened.text("protocolVersion");
    Heard listed;
    if (!legacy.isEmpty()) {
      tell(transport, opened.sessionId());
      listed = ask(transport, opened.sessionId(), "tools/list", "{}");
      end(transport, opened.sessionId());
    } else if (modern) {
      listed = ask(transport, null, "tools/list", "{" + META + "}");
    } else {
      listed = opened;
    }
    RawMember tools = listed.result("tools");
    return new Result(
        legacy,
        modern,
        tools == null ? -1 : ObjectReader.items(tools).size(),
        opened.date(),
        legacy.isEmpty() && !modern ? opened.trouble() : tools == null ? listed.trouble() : "",
        Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    upstreams.close();
    loops.close();
  }

  private static String initialize() {
    return "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":"
        + "\"holdpoint-doctor\",\"version\":\"1\"}}";
  }

  /**
   * @param sessionId null for a request of the newer era
   */
  private Heard ask(
      UpstreamTransport transport, @Nullable String sessionId, String method, String params) {
    Headers headers = headers(sessionId == null ? "" : sessionId);
    if (sessionId == null) {
      headers.set(LegacyProtocol.VERSION, MODERN);
      headers.set("mcp-method", method);
    }
    byte[] body =
        Json.bytes(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                + method
                + "\",\"params\":"
                + params
                + "}");
    return send(transport, new UpstreamRequest("POST", headers, body, false, "doctor"));
  }

  private void tell(UpstreamTransport transport, String sessionId) {
    byte[] body = Json.bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    send(transport, new UpstreamRequest("POST", headers(sessionId), body, false, "doctor"));
  }

  private void end(UpstreamTransport transport, String sessionId) {
    if (!sessionId.isEmpty()) {
      send(
          transport,
          new UpstreamRequest("DELETE", headers(sessionId), new byte[0], true, "doctor"));
    }
  }

  private static Headers headers(String sessionId) {
    Headers headers =
        Headers.of(
            "content-type", "application/json", "accept", "application/json, text/event-stream");
    return sessionId.isEmpty() ? headers : headers.set(LegacyProtocol.SESSION_ID, sessionId);
  }

  private Heard send(UpstreamTransport transport, UpstreamRequest request) {
    Loop loop = loops.all().getFirst();
    Heard heard = new Heard();
    loop.execute(() -> transport.send(loop, request, heard));
    try {
      heard.done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      heard.failure = "no answer within " + limit.toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      heard.failure = "interrupted";
    } catch (ExecutionException e) {
      throw new IllegalStateException("trial: got a failure (expected: none)", e);
    }
    return heard;
  }

  /** What a server answered. */
  private static final class Heard implements UpstreamListener {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile @Nullable Headers headers;
    private volatile @Nullable RpcMessage answer;
    private volatile String failure = "";
    private volatile int status;

    String sessionId() {
      Headers head = headers;
      return head == null ? "" : head.text(LegacyProtocol.SESSION_ID);
    }

    String date() {
      Headers head = headers;
      return head == null ? "" : head.text("date");
    }

    boolean succeeded() {
      RpcMessage message = answer;
      return message != null && !message.failed();
    }

    @Nullable RawMember result(String name) {
      RpcMessage message = answer;
      return message == null || message.failed() ? null : message.result().get(name);
    }

    String text(String name) {
      RawMember member = result(name);
      return member == null || !member.isText() ? "" : member.text();
    }

    String trouble() {
      RpcMessage message = answer;
      if (!failure.isEmpty()) {
        return failure;
      }
      String error = message != null && message.failed() ? message.result().raw("code") : "";
      return "HTTP status " + status + (error.isEmpty() ? "" : ", error " + error);
    }

    @Override
    public boolean readyToSend() {
      return true;
    }

    @Override
    public void head(int code, Headers head) {
      status = code;
      headers = head;
    }

    @Override
    public void data(byte[] bytes) {
      body.writeBytes(bytes);
      Headers head = headers;
      if (head != null && head.isEventStream()) {
        lines();
      }
    }

    @Override
    public void end() {
      if (answer == null) {
        answer = response(body.toByteArray());
      }
      done.complete(null);
    }

    @Override
    public void failed(UpstreamFailure why) {
      failure = why.text();
      done.complete(null);
    }

    /** The first response among the events so far; a stream need not end after it. */
    private void lines() {
      for (String line : body.toString(StandardCharsets.UTF_8).split("\\R")) {
        RpcMessage message =
            line.startsWith("data:") ? response(Json.bytes(line.substring(5).strip())) : null;
        if (message != null) {
          answer = message;
          done.complete(null);
        }
      }
    }

    private static @Nullable RpcMessage response(byte[] bytes) {
      try {
        RpcMessage message = JsonRpcReader.lenient().read(bytes);
        return message.form() == RpcMessage.Form.RESPONSE ? message : null;
      } catch (RpcSyntaxException notAMessage) {
        return null;
      }
    }
  }
}
