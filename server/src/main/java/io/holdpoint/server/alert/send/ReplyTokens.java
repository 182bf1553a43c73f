// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens with which a word on a held call may come back: for one call and channel, until the call
 * is over, and once, over restarts too. Safe for use by many threads.
 */
public final class ReplyTokens {

  private static final Pattern FORM =
      Pattern.compile("((H-[0-9A-F]{8})\\.(\\d{1,15})\\.([0-9a-f]{32}))\\.([0-9a-f]{64})");

  private final SecureRandom random = new SecureRandom();
  private final UsedOnce used;

  /**
   * @param file of what was used
   * @throws IOException if it cannot be read or written
   */
  public ReplyTokens(Path file, InstantSource clock) throws IOException {
    this.used = new UsedOnce(file, clock);
  }

  String issue(Channel channel, Alert alert) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String text =
        alert.ref() + "." + alert.until().toEpochMilli() + "." + HexFormat.of().formatHex(nonce);
    return text + "." + Signing.token(channel.secret(), text);
  }

  /** True, once, for a token of this channel for this call. */
  public boolean use(Channel channel, String ref, String token) {
    Matcher form = FORM.matcher(token);
    if (!form.matches()
        || !form.group(2).equals(ref)
        || !Signing.isSame(Signing.token(channel.secret(), form.group(1)), form.group(5))) {
      return false;
    }
    Instant until = Instant.ofEpochMilli(Long.parseLong(form.group(3)));
    return once("token " + form.group(4), until);
  }

  /** True, once, for anything that is good until a time. */
  public boolean once(String what, Instant until) {
    return used.first(what, until);
  }
}
