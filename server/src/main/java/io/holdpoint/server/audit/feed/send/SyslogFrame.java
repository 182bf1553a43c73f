// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Messages of RFC 5424, each after the number of its octets (RFC 5425 section 4.3, RFC 6587 section
 * 3.4.1). The text is UTF-8 without a byte order mark, which readers of JSON and CEF do not expect.
 */
final class SyslogFrame {

  private static final int AUDIT_FACILITY = 13;
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_ID = 32;
  private static final long SEQUENCES = 2_147_483_647L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String host;

  /**
   * @param host of the sender
   */
  SyslogFrame(String host) {
    this.host = printable(host, LONGEST_HOST);
  }

  byte[] of(Outgoing record) {
    int priority = AUDIT_FACILITY * 8 + record.urgency().syslog();
    String head =
        "<"
            + priority
            + ">1 "
            + TIME.format(record.facts().at())
            + " "
            + host
            + " holdpoint - "
            + printable(record.facts().kind(), LONGEST_ID)
            + " [meta sequenceId=\""
            + ((record.number() - 1) % SEQUENCES + 1)
            + "\"] ";
    byte[] text = record.line().getBytes(UTF_8);
    byte[] start = head.getBytes(US_ASCII);
    ByteArrayOutputStream frame = new ByteArrayOutputStream(start.length + text.length + 8);
    frame.writeBytes(((start.length + text.length) + " ").getBytes(US_ASCII));
    frame.writeBytes(start);
    frame.writeBytes(text);
    return frame.toByteArray();
  }

  /** Printable ASCII without blanks; a dash stands for nothing. */
  private static String printable(String text, int longest) {
    String clean = text.replaceAll("[^\\x21-\\x7e]", "_");
    String fitting = clean.length() <= longest ? clean : clean.substring(0, longest);
    return fitting.isEmpty() ? "-" : fitting;
  }
}
