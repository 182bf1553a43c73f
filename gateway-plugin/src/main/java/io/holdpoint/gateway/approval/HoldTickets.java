// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller of a held request brings back: signed, good for one principal, tool and set of
 * arguments, for a time, and once. That it was used is forgotten at a restart; the grant itself is
 * used up durably. Safe for use by many threads.
 */
public final class HoldTickets {

  private static final int REMEMBERED = 100_000;
  private static final Pattern FORM =
      Pattern.compile(
          "(holdpoint1\\.(H-[0-9A-F]{8})\\.(\\d{1,4})\\.(\\d{1,15})\\.([0-9a-f]{32})\\.([0-9a-f]{32}))"
              + "\\.([0-9a-f]{64})");

  private final HoldSecret secret;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> used = new LinkedHashMap<>();

  public HoldTickets(HoldSecret secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * A ticket.
   *
   * @param ref the held call
   * @param round how often its caller has come back with one, this time included
   * @param expiresAt when it is of no use any more
   * @param nonce tells it from every other
   * @param subject what it is good for
   */
  public record Ticket(String ref, int round, Instant expiresAt, String nonce, String subject) {}

  /** What a ticket is good for: a principal, a tool and its arguments. */
  public static String subject(FloorId floor, String tool, Digest arguments) {
    return Hashes.sha256Hex(32, floor.value(), tool, arguments.value());
  }

  /** The text of a new ticket. */
  public String issue(String ref, int round, Instant expiresAt, String subject) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String text =
        "holdpoint1."
            + ref
            + "."
            + round
            + "."
            + expiresAt.toEpochMilli()
            + "."
            + HexFormat.of().formatHex(nonce)
            + "."
            + subject;
    return text + "." + secret.sign(text);
  }

  /** The ticket of a text; empty if this gateway never issued it. */
  public Optional<Ticket> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !secret.isSigned(form.group(1), form.group(7))) {
      return Optional.empty();
    }
    return Optional.of(
        new Ticket(
            form.group(2),
            Integer.parseInt(form.group(3)),
            Instant.ofEpochMilli(Long.parseLong(form.group(4))),
            form.group(5),
            form.group(6)));
  }

  /** Uses a ticket up; false if it was used or is too old. */
  public synchronized boolean use(Ticket ticket) {
    Instant now = clock.instant();
    Iterator<Instant> ends = used.values().iterator();
    while (ends.hasNext() && (ends.next().isBefore(now) || used.size() >= REMEMBERED)) {
      ends.remove();
    }
    return now.isBefore(ticket.expiresAt())
        && used.putIfAbsent(ticket.nonce(), ticket.expiresAt()) == null;
  }
}
