// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 over texts, in hexadecimal. */
public final class Signing {

  private static final String ALGORITHM = "HmacSHA256";

  private Signing() {}

  /** What a webhook is signed with, and its callbacks: version, time, nonce, body. */
  public static String webhook(String secret, String seconds, String nonce, byte[] body) {
    return "v1=" + mac(secret, "v1:" + seconds + ":" + nonce + ":", body);
  }

  /** What Slack signs its callbacks with: version, time, body. */
  public static String slack(String secret, String seconds, byte[] body) {
    return "v0=" + mac(secret, "v0:" + seconds + ":", body);
  }

  /** What tells a reply's token from a made-up one. */
  public static String token(String secret, String text) {
    return mac(secret, "reply:" + text, new byte[0]);
  }

  /** True if both are the same; takes the same time whatever they are. */
  public static boolean isSame(String expected, String got) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), got.getBytes(UTF_8));
  }

  private static String mac(String secret, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update(head.getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": not offered by this Java runtime", e);
    }
  }
}
