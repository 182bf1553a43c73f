// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxServerTest {

  @TempDir Path folder;
  private OutboxServer server;

  @BeforeEach
  void openOutbox() {
    server =
        new OutboxServer(folder, InstantSource.fixed(Instant.parse("2026-11-21T09:05:03.250Z")));
  }

  @Test
  void send_writesHeadersAndBody() throws ToolFailure, IOException {
    send("ada@meridian.example", "Hello", "Grüße aus dem Büro");
    List<Path> mails = OutboxServer.messages(folder);
    assertThat(mails).hasSize(1);
    String[] parts = Files.readString(mails.getFirst()).split("\r\n\r\n", 2);
    assertThat(parts[0].split("\r\n"))
        .contains(
            "Date: Sat, 21 Nov 2026 09:05:03 +0000",
            "From: agent@sample.example",
            "To: ada@meridian.example",
            "Subject: Hello",
            "Content-Transfer-Encoding: base64");
    byte[] body = Base64.getMimeDecoder().decode(parts[1]);
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("Grüße aus dem Büro");
  }

  @Test
  void send_subjectWithLineBreak_addsNoHeader() throws ToolFailure, IOException {
    send("ada@meridian.example", "Hi\r\nBcc: drop@collector.example", "x");
    String mail = Files.readString(OutboxServer.messages(folder).getFirst());
    assertThat(mail).doesNotContain("Bcc:").contains("Subject: =?utf-8?B?");
    assertThat(mail.lines()).allMatch(line -> line.length() <= 78 + "Subject: ".length());
  }

  @Test
  void send_badAddress_writesNothing() throws IOException {
    assertThatThrownBy(() -> send("ada@a.example\r\nBcc: b@c.example", "s", "b"))
        .hasMessageEndingWith("(expected: one mail address)");
    assertThat(OutboxServer.messages(folder)).isEmpty();
  }

  @Test
  void list_showsWhatWasSent() throws ToolFailure {
    assertThat(Tools.call(server.tools(), "list_outbox", Map.of())).isEqualTo("no mail");
    send("ada@meridian.example", "s", "b");
    assertThat(Tools.call(server.tools(), "list_outbox", Map.of()))
        .matches("20261121T090503\\.250-[0-9a-f]{8}\\.eml");
  }

  private String send(String to, String subject, String body) throws ToolFailure {
    return Tools.call(
        server.tools(), "send_email", Map.of("to", to, "subject", subject, "body", body));
  }
}
