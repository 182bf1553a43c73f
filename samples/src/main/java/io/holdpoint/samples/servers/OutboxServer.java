// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static io.holdpoint.samples.servers.SampleTool.Parameter.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail outbox: a message sent is an RFC 5322 file in a folder, for a mailer to pick up. */
final class OutboxServer {

  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[A-Za-z0-9.-]+");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FILE_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final InstantSource clock;

  /**
   * Keeps an outbox.
   *
   * @param folder an existing folder
   */
  OutboxServer(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  List<SampleTool> tools() {
    return List.of(
        new SampleTool(
            "send_email",
            "Sends a mail.",
            false,
            List.of(text("to"), text("subject"), text("body")),
            this::send),
        new SampleTool("list_outbox", "Lists the mails sent.", true, List.of(), this::list));
  }

  /** The messages in the outbox, oldest first. */
  static List<Path> messages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".eml")).sorted().toList();
    }
  }

  private String send(Arguments arguments) throws ToolFailure {
    String to = arguments.text("to");
    if (!ADDRESS.matcher(to).matches()) {
      throw new ToolFailure("to: got \"" + to + "\" (expected: one mail address)");
    }
    String id = UUID.randomUUID().toString();
    String message = message(id, to, arguments.text("subject"), arguments.text("body"));
    String name = FILE_NAME.format(clock.instant()) + "-" + id.substring(0, 8);
    try {
      Path unfinished = Files.writeString(folder.resolve(name + ".tmp"), message);
      Files.move(unfinished, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
      return "sent to " + to + ", message " + id;
    } catch (IOException e) {
      throw new ToolFailure("cannot write the mail", e);
    }
  }

  private String message(String id, String to, String subject, String body) {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    return String.join(
        "\r\n",
        "Date: " + DATE.format(clock.instant()),
        "From: agent@sample.example",
        "To: " + to,
        "Subject: " + encodedWords(subject),
        "Message-ID: <" + id + "@sample.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Base64.getMimeEncoder().encodeToString(utf8),
        "");
  }

  /**
   * A header text in RFC 2047 words of at most 75 characters where it is not plain ASCII, so that
   * no line break of an argument becomes a header.
   */
  private static String encodedWords(String text) {
    if (text.length() <= 70 && text.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return text;
    }
    StringBuilder words = new StringBuilder();
    int start = 0;
    while (start < text.length()) {
      int end = Math.min(text.length(), start + 14);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      byte[] part = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
      words.append(start == 0 ? "" : "\r\n ");
      words.append("=?utf-8?B?").append(Base64.getEncoder().encodeToString(part)).append("?=");
      start = end;
    }
    return words.toString();
  }

  private String list(Arguments arguments) throws ToolFailure {
    try {
      List<String> names = messages(folder).stream().map(m -> m.getFileName().toString()).toList();
      return names.isEmpty() ? "no mail" : String.join("\n", names);
    } catch (IOException e) {
      throw new ToolFailure("cannot list the outbox", e);
    }
  }
}
