// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Masks by a key, so that one value always becomes the same text: as a digest, or as something of
 * the same form and length. Safe for use by many threads.
 */
final class FormatKeeper {

  private static final String HMAC = "HmacSHA256";
  private static final int DIGEST_BYTES = 12;

  private final SecretKeySpec key;

  FormatKeeper(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  String digest(Finding finding) {
    byte[] mac = mac(finding.label() + "\n" + finding.text(), 0);
    return HexFormat.of().formatHex(mac, 0, DIGEST_BYTES);
  }

  /** Letters for letters, digits for digits; signs, and what tells the kind, stay. */
  String sameForm(Finding finding) {
    String text = finding.text();
    int kept = kept(finding);
    int keptEnd = finding.type() == EntityType.EMAIL ? text.lastIndexOf('.') : text.length();
    StringBuilder out = new StringBuilder(text.length());
    byte[] stream = new byte[0];
    for (int i = 0; i < text.length(); i++) {
      if (i % 32 == 0) {
        stream = mac(finding.label() + "\n" + text, 1 + i / 32);
      }
      char c = text.charAt(i);
      boolean stays = i < kept || i >= keptEnd || !Chars.isWord((byte) c);
      out.append(stays ? shown(c) : other(c, stream[i % 32] & 0xff, finding, i));
    }
    return repaired(finding, out);
  }

  private static char shown(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' ? c : 'x';
  }

  private static int kept(Finding finding) {
    return switch (finding.type().family()) {
      case SECRET -> prefix(finding.text());
      case CONTACT, NETWORK, FINANCE, IDENTITY, ENCODED, CONFIGURED ->
          finding.type() == EntityType.IBAN
              ? 2
              : finding.type() == EntityType.ETHEREUM_ADDRESS ? 2 : 0;
    };
  }

  /** {@code ghp_}, {@code sk_live_}, {@code AKIA}: what vendors put before the secret part. */
  private static int prefix(String text) {
    if (text.startsWith("AKIA") || text.startsWith("ASIA") || text.startsWith("AIza")) {
      return 4;
    }
    int at = Math.max(text.lastIndexOf('_', 10), text.lastIndexOf('-', 10));
    return text.startsWith("eyJ") ? 3 : Math.max(0, at + 1);
  }

  private static char other(char c, int random, Finding finding, int at) {
    if (c >= '0' && c <= '9') {
      boolean lead = finding.place() == Finding.Place.NUMBER && at == 0;
      return (char) (lead ? '1' + random % 9 : '0' + random % 10);
    }
    boolean hex =
        finding.type() == EntityType.IPV6
            || finding.type() == EntityType.MAC_ADDRESS
            || finding.type() == EntityType.ETHEREUM_ADDRESS;
    int letters = hex ? 6 : 26;
    return (char) ((c >= 'a' ? 'a' : 'A') + random % letters);
  }

  /** Addresses and dates stay addresses and dates. */
  private static String repaired(Finding finding, StringBuilder out) {
    return switch (finding.type()) {
      case IPV4 -> octets(out.toString());
      case DATE_OF_BIRTH -> date(finding.text(), out.toString());
      case CARD -> withCheckDigit(out);
      default -> out.toString();
    };
  }

  private static String octets(String address) {
    StringBuilder out = new StringBuilder();
    for (String octet : address.split("\\.")) {
      char first = octet.charAt(0);
      String fixed =
          switch (octet.length()) {
            case 1 -> octet;
            case 2 -> (first == '0' ? '1' : first) + octet.substring(1);
            default -> "1" + octet.substring(1);
          };
      out.append(out.isEmpty() ? "" : ".").append(fixed);
    }
    return out.toString();
  }

  /** The year stays within its century, month and day within what every month has. */
  private static String date(String was, String random) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (String part : was.split("(?<=[-/.])|(?=[-/.])")) {
      String other = random.substring(at, at + part.length());
      at += part.length();
      out.append(
          switch (part.length()) {
            case 4 -> part.substring(0, 2) + other.substring(2);
            case 2 -> "0" + (char) ('1' + (other.charAt(1) - '0') % 9);
            case 1 -> Character.isDigit(part.charAt(0)) ? "1" : part;
            default -> other;
          });
    }
    return out.toString();
  }

  private static String withCheckDigit(StringBuilder out) {
    for (int last = 0; last < 10; last++) {
      out.setCharAt(out.length() - 1, (char) ('0' + last));
      int[] digits = out.chars().filter(Character::isDigit).map(c -> c - '0').toArray();
      if (Checksums.luhn(digits, digits.length)) {
        return out.toString();
      }
    }
    return out.toString();
  }

  private byte[] mac(String text, int block) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update((byte) block);
      mac.update((byte) (block >> 8));
      mac.update((byte) (block >> 16));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256: not offered by this Java runtime", e);
    }
  }
}
