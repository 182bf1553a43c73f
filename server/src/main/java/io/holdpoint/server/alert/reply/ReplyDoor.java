// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.SignedRoute;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.server.alert.send.Channel;
import io.holdpoint.server.alert.send.ReplyTokens;
import io.holdpoint.server.alert.send.Signing;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes words on held calls from where the calls were told: signed by the channel's secret, fresh,
 * never twice, and in the name of an operator whom the configuration names for somebody there. The
 * desk then asks of that operator what it asks of everybody.
 */
public final class ReplyDoor {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyDoor.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration GRANT = Duration.ofMinutes(15);
  private static final int LONGEST_REASON = 500;
  private static final long PATIENCE_SECONDS = 10;

  private final List<Channel> channels;
  private final ReplyTokens tokens;
  private final ApprovalDesk desk;
  private final InstantSource clock;

  public ReplyDoor(
      List<Channel> channels, ReplyTokens tokens, ApprovalDesk desk, InstantSource clock) {
    this.channels = channels.stream().filter(Channel::answers).toList();
    this.tokens = requireNonNull(tokens, "tokens");
    this.desk = requireNonNull(desk, "desk");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The ways in; none if no channel may answer. */
  public List<SignedRoute> routes() {
    return channels.isEmpty()
        ? List.of()
        : List.of(
            new SignedRoute("/api/v1/approval-replies", this::webhook),
            new SignedRoute("/api/v1/slack-actions", this::slack));
  }

  /** One person's word. */
  private record Word(Channel channel, String ref, String word, String who, String reason) {}

  private SignedRoute.Answer webhook(SignedRoute.Message message) {
    String seconds = message.header("holdpoint-timestamp");
    String nonce = message.header("holdpoint-nonce");
    String signature = message.header("holdpoint-signature");
    Optional<Channel> signer =
        signer(
            Channel.Kind.WEBHOOK,
            secret -> Signing.webhook(secret, seconds, nonce, message.body()),
            signature);
    if (signer.isEmpty() || nonce.isEmpty() || isStale(seconds)) {
      return refused();
    }
    JsonNode body = json(new String(message.body(), UTF_8));
    String ref = body.path("ref").asString("");
    if (!tokens.once("nonce " + nonce, clock.instant().plus(SKEW.multipliedBy(2)))
        || !tokens.use(signer.get(), ref, body.path("token").asString(""))) {
      return error(
          409, "reply.used", "token: got a used, old or foreign one (expected: a new one)");
    }
    return decide(
        new Word(
            signer.get(),
            ref,
            body.path("word").asString(""),
            body.path("by").asString(""),
            body.path("reason").asString("")));
  }

  private SignedRoute.Answer slack(SignedRoute.Message message) {
    String seconds = message.header("x-slack-request-timestamp");
    String signature = message.header("x-slack-signature");
    Optional<Channel> signer =
        signer(
            Channel.Kind.SLACK,
            secret -> Signing.slack(secret, seconds, message.body()),
            signature);
    if (signer.isEmpty() || isStale(seconds)) {
      return refused();
    }
    if (!tokens.once("slack " + signature, clock.instant().plus(SKEW.multipliedBy(2)))) {
      return error(409, "reply.used", "request: got the same once more (expected: a new one)");
    }
    JsonNode payload = json(form(new String(message.body(), UTF_8)));
    JsonNode action = payload.path("actions").path(0);
    String user = payload.at("/user/id").asString("");
    return decide(
        new Word(
            signer.get(),
            action.path("value").asString(""),
            action.path("action_id").asString(""),
            user,
            "Said in Slack by " + user + "."));
  }

  private SignedRoute.Answer decide(Word said) {
    String operator = said.channel().people().get(said.who());
    if (operator == null) {
      return error(
          403, "reply.unknown-person", "by: got somebody else (expected: one of the people named)");
    }
    Instant now = clock.instant();
    String reason =
        said.reason().isBlank() ? "Said in " + said.channel().name() + "." : said.reason().strip();
    ApprovalWord.Spoken spoken =
        new ApprovalWord.Spoken(
            operator, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), now);
    return switch (said.word()) {
      case "approve" -> answer(said.ref(), new ApprovalWord.Once(spoken, now.plus(GRANT)));
      case "deny" -> answer(said.ref(), new ApprovalWord.Deny(spoken));
      default -> error(400, "reply.word", "word: got another (expected: approve or deny)");
    };
  }

  private SignedRoute.Answer answer(String ref, ApprovalWord word) {
    try {
      Approval approval =
          desk.decide(ref, word).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new SignedRoute.Answer(
          200,
          JSON.createObjectNode()
              .put("ref", ref)
              .put("state", approval.state().word())
              .put("missing", approval.missing())
              .toString());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApprovalRefusedException refused) {
        return error(409, "reply.refused", String.valueOf(refused.getMessage()));
      }
      LOG.error("a word on {} from a channel could not be kept", ref, e);
      return error(503, "reply.not-durable", "word: got no durable record (expected: one)");
    } catch (TimeoutException e) {
      return error(504, "reply.timeout", "word: got no confirmation in time (expected: one)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(503, "reply.interrupted", "word: got a shutdown (expected: a running server)");
    }
  }

  /** Makes a signature with a secret. */
  @FunctionalInterface
  private interface Signature {
    String with(String secret);
  }

  private Optional<Channel> signer(Channel.Kind kind, Signature signature, String got) {
    return channels.stream()
        .filter(channel -> channel.kind() == kind)
        .filter(channel -> Signing.isSame(signature.with(channel.secret()), got))
        .findFirst();
  }

  private boolean isStale(String seconds) {
    if (!seconds.matches("\\d{1,12}")) {
      return true;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
    return Duration.between(at, clock.instant()).abs().compareTo(SKEW) > 0;
  }

  private static String form(String body) {
    for (String pair : List.of(body.split("&", -1))) {
      if (pair.startsWith("payload=")) {
        return URLDecoder.decode(pair.substring("payload=".length()), UTF_8);
      }
    }
    return "";
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.isEmpty() ? "{}" : text);
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static SignedRoute.Answer refused() {
    return error(
        401,
        "reply.signature",
        "signature: got a wrong, old or missing one (expected: a good one)");
  }

  private static SignedRoute.Answer error(int status, String code, String message) {
    return new SignedRoute.Answer(
        status, JSON.createObjectNode().put("code", code).put("message", message).toString());
  }
}
