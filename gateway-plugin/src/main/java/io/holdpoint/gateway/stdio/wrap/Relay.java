// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.legacy.StdioMessages;
import io.holdpoint.gateway.stdio.SkippedLine;
import io.holdpoint.gateway.stdio.link.Frame;
import io.holdpoint.gateway.stdio.link.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides where each line goes. The hand-shake and what only lists passes at once; everything else
 * goes by way of the daemon, which sends back what may pass. Whatever is not known to be harmless
 * is everything else. Safe for use by many threads; nothing is written under its lock.
 */
final class Relay implements DaemonLink.Listener {

  private static final int SERVER_FAILED = -31002;

  private final Peer client;
  private final Peer server;
  private final Notes notes;
  private final DaemonLink link;
  private final PendingRequests pending;
  private final JsonRpcReader strict = JsonRpcReader.strict();
  private final JsonRpcReader lenient = JsonRpcReader.lenient();
  private final Set<String> ofClient = new HashSet<>();
  private final Set<String> ofServer = new HashSet<>();
  private final Runnable endServer;
  private byte[] firstWord = new byte[0];
  private boolean linked;
  private String ended = "";

  /**
   * @param links makes the link to the daemon for this relay
   * @param endServer ends the server; called once, and does not wait for its end
   */
  Relay(
      Peer client,
      Peer server,
      Notes notes,
      UnjudgedLog unjudged,
      Links links,
      Runnable endServer) {
    this.client = client;
    this.server = server;
    this.notes = notes;
    this.pending = new PendingRequests(client, server, notes, unjudged);
    this.endServer = endServer;
    this.link = links.make(this);
  }

  /** Makes links. */
  interface Links {
    DaemonLink make(DaemonLink.Listener listener);
  }

  /** A line of the client. */
  void fromClient(byte[] line) {
    RpcMessage message;
    try {
      message = strict.read(line);
    } catch (RpcSyntaxException e) {
      notes.say("a line of the client was refused: " + e.getMessage());
      client.line(Json.error(e.id(), e.code(), String.valueOf(e.getMessage())));
      return;
    }
    switch (message.form()) {
      case REQUEST -> requested(message, line);
      case NOTIFICATION -> noticed(message, line);
      case RESPONSE -> {
        if (taken(ofServer, message.id())) {
          server.line(line);
        } else {
          toDaemon(FrameKind.FROM_CLIENT, line);
        }
      }
    }
  }

  /** A line of the server. */
  void fromServer(byte[] line) {
    RpcMessage message;
    try {
      message = lenient.read(line);
    } catch (RpcSyntaxException e) {
      notes.say("not a message, dropped: " + new String(line, StandardCharsets.UTF_8));
      return;
    }
    switch (message.form()) {
      case RESPONSE -> answered(message, line);
      case REQUEST -> {
        if (StdioMessages.isPing(message)) {
          synchronized (this) {
            ofServer.add(message.id());
          }
          client.line(line);
        } else {
          toDaemon(FrameKind.FROM_SERVER, line);
        }
      }
      case NOTIFICATION -> {
        if (isLinked()) {
          toDaemon(FrameKind.FROM_SERVER, line);
        } else {
          client.line(line);
        }
      }
    }
  }

  /** A line of the client was too long to be kept. */
  void tooLongFromClient(SkippedLine line, int limit) {
    String text = tooLong(line, limit);
    notes.say("client: " + text);
    if (line.hasMethod() && !line.id().isEmpty()) {
      client.line(Json.error(line.id(), JsonRpcReader.INVALID_REQUEST, text));
    }
  }

  /** A line of the server was too long to be kept: whoever waits for it is told. */
  void tooLongFromServer(SkippedLine line, int limit) {
    String text = tooLong(line, limit);
    notes.say("server: " + text);
    if (line.id().isEmpty()) {
      return;
    }
    byte[] error = Json.error(line.id(), SERVER_FAILED, "server: " + text);
    if (line.hasMethod()) {
      server.line(error);
    } else {
      fromServer(error);
    }
  }

  /** True while a client waits for an answer that can still come. */
  synchronized boolean isBusy() {
    return !ofClient.isEmpty() || pending.isWaiting();
  }

  /** True while a request waits for the daemon's word before its server has it. */
  boolean isUndecided() {
    return pending.isUndecided();
  }

  /** True while an answer of the server waits for the daemon's leave. */
  boolean isReleasing() {
    return pending.isReleasing();
  }

  void close() {
    link.close();
  }

  @Override
  public List<Frame> up() {
    List<Frame> first = pending.up();
    byte[] word;
    synchronized (this) {
      word = firstWord;
    }
    if (word.length > 0) {
      first.addFirst(new Frame(FrameKind.OPENED, word));
    }
    return first;
  }

  @Override
  public void frame(FrameKind kind, byte[] body) {
    switch (kind) {
      case TO_CLIENT -> {
        RpcMessage message = read(body);
        if (message != null && message.form() == RpcMessage.Form.RESPONSE) {
          pending.remove(message.id());
          taken(ofClient, message.id());
        }
        client.line(body);
      }
      case TO_SERVER -> {
        RpcMessage message = read(body);
        if (message != null && message.form() == RpcMessage.Form.REQUEST) {
          pending.sent(message.id());
        }
        server.line(body);
      }
      case TOOLS -> pending.modes(body);
      case ENDED -> ended(new String(body, StandardCharsets.UTF_8));
      case NOTE -> notes.say(new String(body, StandardCharsets.UTF_8));
      case HELLO, FROM_CLIENT, FROM_SERVER, OPENED, UNJUDGED, WELCOME, REFUSED ->
          notes.say("the daemon sent an unexpected line of kind " + kind);
    }
  }

  @Override
  public void lost(List<Frame> unsent) {
    notes.say("the daemon is gone; looking for it again");
    pending.lost();
    unsent.forEach(this::withoutDaemon);
    refuseAllIfEnded();
  }

  @Override
  public void away(String why, List<Frame> unsent) {
    notes.say("calls cannot be judged: " + why);
    pending.away();
    unsent.forEach(this::withoutDaemon);
    refuseAllIfEnded();
  }

  @Override
  public void stillAway() {
    pending.expire(System.nanoTime());
  }

  /** True once the session was killed: there is no server any more, and its host reads why. */
  synchronized boolean isEnded() {
    return !ended.isEmpty();
  }

  private void ended(String text) {
    synchronized (this) {
      if (isEnded()) {
        return;
      }
      ended = text;
    }
    notes.say("the server is ended: " + text);
    refuseAllIfEnded();
    endServer.run();
  }

  private void refuseAllIfEnded() {
    List<String> waiting;
    String text;
    synchronized (this) {
      text = ended;
      waiting = isEnded() ? List.copyOf(ofClient) : List.of();
      ofClient.removeAll(waiting);
    }
    waiting.forEach(id -> client.line(Json.error(id, Refusals.REFUSED, text)));
  }

  /** What is judged is told to the daemon still, which refuses it: that is evidence. */
  private void requestedAfterEnd(RpcMessage message, byte[] line) {
    synchronized (this) {
      ofClient.add(message.id());
    }
    boolean isRelayed = StdioMessages.isRelayed(message);
    if (!isRelayed && link.send(FrameKind.FROM_CLIENT, line)) {
      return;
    }
    if (taken(ofClient, message.id())) {
      client.line(
          StdioMessages.isPing(message)
              ? Json.result(message.id(), "{}")
              : WrapRefusals.of(message, ended));
    }
  }

  private void requested(RpcMessage message, byte[] line) {
    if (isEnded()) {
      requestedAfterEnd(message, line);
      return;
    }
    if (!StdioMessages.isProbe(message)) {
      beginLink(StdioMessages.isFirstWord(message) ? line : new byte[0]);
    }
    if (StdioMessages.isRelayed(message)) {
      synchronized (this) {
        ofClient.add(message.id());
      }
      server.line(line);
      return;
    }
    JudgedRequest request = new JudgedRequest(message, line);
    if (!pending.add(request)) {
      client.line(
          Json.error(
              message.id(),
              JsonRpcReader.INVALID_REQUEST,
              "id: got one again (expected: an id that no open request has)"));
      return;
    }
    pending.offer(request, link);
  }

  private void beginLink(byte[] word) {
    synchronized (this) {
      linked = true;
      firstWord = word.length > 0 ? word : firstWord;
    }
    link.start();
  }

  private synchronized boolean isLinked() {
    return linked;
  }

  private void noticed(RpcMessage message, byte[] line) {
    boolean ofJudged = pending.has(StdioMessages.cancelled(message));
    boolean plain = StdioMessages.isNotice(message);
    if (ofJudged || !plain) {
      toDaemon(FrameKind.FROM_CLIENT, line);
    } else {
      server.line(line);
    }
  }

  private void answered(RpcMessage message, byte[] line) {
    if (taken(ofClient, message.id())) {
      client.line(line);
    } else if (!pending.answered(message.id(), line)) {
      pending.returned(message.id());
      toDaemon(FrameKind.FROM_SERVER, line);
    }
  }

  private void toDaemon(FrameKind kind, byte[] line) {
    if (!link.send(kind, line)) {
      withoutDaemon(new Frame(kind, line));
    }
  }

  /** A message that nobody can judge now; requests of the client wait where they are kept. */
  private void withoutDaemon(Frame frame) {
    RpcMessage message = read(frame.body());
    if (message == null) {
      return;
    }
    boolean fromClient = frame.kind() == FrameKind.FROM_CLIENT;
    boolean fromServer = frame.kind() == FrameKind.FROM_SERVER;
    switch (message.form()) {
      case REQUEST -> {
        if (fromServer) {
          notes.say("a request of the server was refused: nobody can judge it now");
          server.line(Json.error(message.id(), Refusals.REFUSED, "Refused for now."));
        }
      }
      case RESPONSE -> {
        if (fromServer) {
          pending.answeredUnjudged(message.id(), frame.body());
        } else if (fromClient) {
          server.line(frame.body());
        }
      }
      case NOTIFICATION -> (fromClient ? server : client).line(frame.body());
    }
  }

  private synchronized boolean taken(Set<String> ids, String id) {
    return ids.remove(id);
  }

  private @org.jspecify.annotations.Nullable RpcMessage read(byte[] line) {
    try {
      return lenient.read(line);
    } catch (RpcSyntaxException notJsonRpc) {
      return null;
    }
  }

  private static String tooLong(SkippedLine line, int limit) {
    return "message: got " + line.length() + " bytes (expected: at most " + limit + ")";
  }
}
