// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.RefreshGrant;
import io.holdpoint.gateway.credential.SealedTokenVault;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Upstreams opened by a refresh token that its provider replaces at each use. */
final class RefreshedCredentialIT {

  private static final String CALL = FidelityIT.call("1", "read", "{}");
  private static final byte[] KEY = new byte[32];

  @TempDir private Path folder;

  @Test
  void usesTheNewestOfTheLine_overRestarts() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking()) {
      String first = provider.signIn();
      try (Rig rig = rig(provider, upstream, first);
          RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
        rig.clock().advance(Duration.ofHours(2));
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      }
      try (Rig rig = rig(provider, upstream, first);
          RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      }
      assertThat(provider.tokenRequests())
          .extracting(form -> form.get("refresh_token"))
          .containsExactly(first, "refresh-2", "refresh-3");
      assertThat(provider.tokenRequests().getFirst())
          .isEqualTo(
              Map.of(
                  "grant_type",
                  "refresh_token",
                  "refresh_token",
                  first,
                  "client_id",
                  "gateway",
                  "client_secret",
                  OidcProvider.CLIENT_SECRET));
      assertThat(shown(upstream))
          .containsExactly("Bearer issued-1", "Bearer issued-2", "Bearer issued-3");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatTheTokenWasLost_whenTheAnswerOfARotationNeverCame(boolean restarted)
      throws IOException {
    ListAppender<ILoggingEvent> logged = listening();
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking()) {
      String first = provider.signIn();
      Rig rig = rig(provider, upstream, first);
      provider.loseAnswers(true);
      String answer;
      try (RawClient client = rig.client()) {
        answer = client.post("files", CALL).body();
      }
      assertThat(answer).contains("-31002", "no credential for it");
      assertThat(told(logged)).contains("may have held the next refresh token");

      provider.loseAnswers(false);
      if (restarted) {
        rig.close();
        rig = rig(provider, upstream, first);
      }
      rig.clock().advance(Duration.ofMinutes(2));
      try (RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("-31002");
        assertThat(told(logged))
            .contains("invalid_grant", "never came, and with it the refresh token", "signing in");
        assertThat(upstream.received()).isEmpty();
      }
      rig.close();

      try (Rig anew = rig(provider, upstream, provider.signIn());
          RawClient client = anew.client()) {
        assertThat(client.post("files", CALL).body()).as("another one counts").contains("\"ok\"");
      }
    } finally {
      stop(logged);
    }
  }

  @Test
  void saysThatItWasRevoked_whenNoAnswerIsMissing() throws IOException {
    ListAppender<ILoggingEvent> logged = listening();
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, "never-issued");
        RawClient client = rig.client()) {
      assertThat(client.post("files", CALL).body()).contains("-31002");
      assertThat(told(logged)).contains("has ended or was revoked").doesNotContain("never came");
    } finally {
      stop(logged);
    }
  }

  @Test
  void keepsTheOneToken_ofAProviderThatReplacesNone() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking()) {
      provider.rotateRefreshTokens(false);
      String first = provider.signIn();
      try (Rig rig = rig(provider, upstream, first);
          RawClient client = rig.client()) {
        client.post("files", CALL);
        rig.clock().advance(Duration.ofHours(2));
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      }
      assertThat(provider.tokenRequests())
          .extracting(form -> form.get("refresh_token"))
          .containsExactly(first, first);
    }
  }

  /** Whoever copies the folder, or moves a file in it to another upstream's name. */
  @Test
  void isSealedOnDisk_boundToItsUpstream_andForItsOwnerOnly() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, provider.signIn());
        RawClient client = rig.client()) {
      client.post("files", CALL);
    }
    Path file = folder.resolve("files.token");
    assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("refresh-", "issued-");
    assertThat(Files.getPosixFilePermissions(file).toString())
        .isEqualTo("[OWNER_READ, OWNER_WRITE]");
    TokenVault.Kept kept = vault().read("files");
    assertThat(kept).isNotNull();
    assertThat(kept.token()).isEqualTo("refresh-2");
    assertThat(kept.toString()).doesNotContain("refresh-2");

    Files.copy(file, folder.resolve("mail.token"));
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    for (Reading reading :
        List.<Reading>of(
            () -> vault().read("mail"),
            () -> new SealedTokenVault(folder, otherKey).read("files"))) {
      org.assertj.core.api.Assertions.assertThatThrownBy(reading::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be opened")
          .hasMessageNotContaining("refresh-");
    }
  }

  /** A disk that takes nothing: a token used up there could not be found again. */
  @Test
  void usesNoTokenUp_thatItCouldNotKeepTheNextOf() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking()) {
      Files.writeString(folder.resolve("full"), "");
      TokenVault full = new SealedTokenVault(folder.resolve("full"), KEY);
      try (Rig rig = rig(provider, upstream, provider.signIn(), full);
          RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("-31002");
      }
      assertThat(provider.tokenRequests()).isEmpty();
    }
  }

  /**
   * The disk fails between the question and the answer: nothing is lost while the process lives.
   */
  @Test
  void remembersATokenThatCannotBeKept_andKeepsItLater() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking()) {
      String first = provider.signIn();
      Failing failing = new Failing(vault());
      try (Rig rig = rig(provider, upstream, first, failing);
          RawClient client = rig.client()) {
        failing.failsAnswers = true;
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
        failing.failsAnswers = false;
        rig.clock().advance(Duration.ofHours(2));
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      }
      assertThat(provider.tokenRequests())
          .extracting(form -> form.get("refresh_token"))
          .containsExactly(first, "refresh-2");
      await().until(() -> "refresh-3".equals(newest()));
    }
  }

  private @Nullable String newest() throws IOException {
    TokenVault.Kept kept = vault().read("files");
    return kept == null ? null : kept.token();
  }

  private interface Reading {
    TokenVault.@Nullable Kept read() throws IOException;
  }

  /** Fails to write tokens that came with an answer. */
  private static final class Failing implements TokenVault {

    private final TokenVault behind;
    private volatile boolean failsAnswers;

    Failing(TokenVault behind) {
      this.behind = behind;
    }

    @Override
    public @Nullable Kept read(String upstream) throws IOException {
      return behind.read(upstream);
    }

    @Override
    public void write(String upstream, Kept kept) throws IOException {
      if (failsAnswers && kept.askedAt() == null) {
        throw new IOException("no space");
      }
      behind.write(upstream, kept);
    }
  }

  private TokenVault vault() {
    return new SealedTokenVault(folder, KEY);
  }

  private Rig rig(OidcProvider provider, StubUpstream upstream, String first) throws IOException {
    return rig(provider, upstream, first, vault());
  }

  private static Rig rig(
      OidcProvider provider, StubUpstream upstream, String first, TokenVault vault)
      throws IOException {
    OAuthGrant client =
        new OAuthGrant(
            URI.create(provider.issuer() + "/token"),
            null,
            "gateway",
            OAuthGrant.Proof.POST,
            new SecretReference.Text(OidcProvider.CLIENT_SECRET),
            "",
            "",
            List.of());
    return Rig.with("files", upstream)
        .secret("files", new RefreshGrant(client, new SecretReference.Text(first)))
        .vault(vault)
        .start();
  }

  private static List<String> shown(StubUpstream upstream) {
    return upstream.received().stream().map(r -> r.head().field("authorization")).toList();
  }

  private static StubUpstream taking() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  private static ListAppender<ILoggingEvent> listening() {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logged);
    return logged;
  }

  private static void stop(ListAppender<ILoggingEvent> logged) {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(logged);
  }

  private static String told(ListAppender<ILoggingEvent> logged) {
    return List.copyOf(logged.list).stream().map(ILoggingEvent::getFormattedMessage).toList() + "";
  }
}
