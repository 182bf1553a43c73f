// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.server.testing.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mail to a real SMTP server over real sockets, with TLS and without. */
final class MailIT {

  private static final String PASSWORD = "pass-word-of-the-mailbox";

  @TempDir static Path keys;
  private static Certificates own;

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void makeKeys() throws Exception {
    own = Certificates.make(keys, "mail");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  @Test
  void alert_goesAsPlainText_afterStartTls_withALogin() throws Exception {
    MailServer server = server(false, true, PASSWORD, null);
    Alerts alerts = start(server.url("smtp"), PASSWORD, true);
    lose(alerts, "otlp\r\nBcc: thief@else.example\u202e");
    MailServer.Mail mail = came(server, 1).getFirst();

    assertThat(mail.secure()).isTrue();
    assertThat(mail.to())
        .containsExactly("RCPT TO:<night@corp.example>", "RCPT TO:<day@corp.example>");
    String head = mail.text().substring(0, mail.text().indexOf("\n\n"));
    assertThat(head)
        .contains("From: holdpoint@corp.example", "Auto-Submitted: auto-generated")
        .contains("Content-Type: text/plain; charset=UTF-8", "@corp.example>")
        .doesNotContain("\nBcc:");
    assertThat(mail.text()).contains("https://ops.example/health").doesNotContain(PASSWORD);
    assertThat(mail.text()).doesNotContain("\u202e");
    assertThat(server.said).containsSubsequence("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL");
    assertThat(channel(alerts).path("kind").asString()).isEqualTo("email");
    assertThat(list(alerts).toString()).doesNotContain(PASSWORD);
  }

  @Test
  void alert_goesOverTlsFromTheFirstByte() throws Exception {
    MailServer server = server(true, false, PASSWORD, null);
    lose(start(server.url("smtps"), PASSWORD, true), "otlp");

    assertThat(came(server, 1).getFirst().secure()).isTrue();
    assertThat(server.said).doesNotContain("STARTTLS");
  }

  /** Against somebody between who shows a certificate of their own. */
  @Test
  void unknownCertificate_getsNeitherPasswordNorMail() throws Exception {
    MailServer server = server(false, true, PASSWORD, null);
    Alerts alerts = start(server.url("smtp"), PASSWORD, false);
    lose(alerts, "otlp");

    await().until(() -> !channel(alerts).path("trouble").asString().isEmpty());
    assertThat(server.mails).isEmpty();
    assertThat(server.said).contains("STARTTLS").doesNotContain("AUTH");
    assertThat(channel(alerts).path("waiting").asInt()).isEqualTo(1);
  }

  @Test
  void refusedLogin_losesNoMail_andTellsNoPassword() throws Exception {
    MailServer server = server(false, true, "another-password", null);
    Alerts alerts = start(server.url("smtp"), PASSWORD, true);
    lose(alerts, "otlp");

    await().until(() -> channel(alerts).path("trouble").asString().contains("a refused login"));
    assertThat(channel(alerts).path("waiting").asInt()).isEqualTo(1);
    assertThat(list(alerts).toString()).doesNotContain(PASSWORD);
  }

  @Test
  void mailThatIsPutOff_isSentAgain_andOneThatIsRefusedIsLeftOut() throws Exception {
    MailServer server = server(false, false, "", "RCPT");
    server.status = 451;
    Alerts alerts = start(server.url("smtp"), "", true);
    lose(alerts, "otlp");
    await().until(() -> channel(alerts).path("trouble").asString().contains("SMTP status 451"));
    assertThat(channel(alerts).path("failedAt").isString()).isTrue();
    server.status = 250;
    assertThat(came(server, 1).getFirst().secure()).as("no login, this machine itself").isFalse();
    await().until(() -> channel(alerts).path("trouble").asString().isEmpty());

    server.status = 550;
    lose(alerts, "crew");
    await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> channel(alerts).path("leftOut").asInt() == 1);
    assertThat(server.mails).hasSize(1);
  }

  private MailServer server(
      boolean atOnce, boolean offersTls, String password, @Nullable String refuses)
      throws IOException {
    MailServer server =
        new MailServer(new MailServer.Ways(atOnce, offersTls, password, refuses), own.context());
    opened.add(server);
    return server;
  }

  private Alerts start(String url, String secret, boolean trusted) throws IOException {
    List<Problem> problems = new ArrayList<>();
    String login = secret.isEmpty() ? "" : "user: holdpoint, secret: " + secret + ",";
    AlertSettings settings =
        AlertSettings.read(
            DocumentReader.of(
                    YamlDocuments.parse(
                        "alerts.yaml",
                        """
                        alerts:
                          page: https://ops.example
                          channels:
                            - {name: night, kind: email, url: "%s", %s %s patience: 2s,
                               from: holdpoint@corp.example,
                               recipients: [night@corp.example, day@corp.example]}
                          routes: [{to: [night]}]
                        """
                            .formatted(url, login, trusted ? "trust: mail.pem," : "")),
                    problems)
                .section("alerts"),
            keys::resolve);
    assertThat(problems).isEmpty();
    Alerts alerts =
        Alerts.start(
            settings,
            folder,
            "http://x/",
            new JournaledApprovalDesk(new InMemoryJournal(), ApprovalSettings.DEFAULTS, clock),
            new InMemorySignalBus(),
            clock);
    opened.add(alerts);
    return alerts;
  }

  private void lose(Alerts alerts, String source) {
    alerts.watch().lost(new CoverageLoss(source, "queue-full", 3, 3, clock.instant()));
  }

  private static List<MailServer.Mail> came(MailServer server, int atLeast) {
    await().until(() -> server.mails.size() >= atLeast);
    return server.mails;
  }

  private static JsonNode channel(Alerts alerts) {
    return list(alerts).path("channels").path(0);
  }

  private static JsonNode list(Alerts alerts) {
    OperatorRoute.Request request =
        new OperatorRoute.Request(Operator.of("mira", Role.OPERATOR), Map.of(), Map.of(), "");
    return JsonMapper.shared()
        .readTree(alerts.routes().getFirst().handler().answer(request).json());
  }
}
