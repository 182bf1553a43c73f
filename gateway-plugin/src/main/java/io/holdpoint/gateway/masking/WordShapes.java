// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static io.holdpoint.gateway.masking.Chars.isDigit;
import static io.holdpoint.gateway.masking.Chars.isWord;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Words of letters and digits: accounts, identity numbers, wallets. Reused by one thread. */
final class WordShapes {

  private static final int LONGEST_IBAN = 34;
  private static final String NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String PAN_KINDS = "PCHABGJLFT";
  private static final String NINO_NOT = "DFIQUV";

  /** How long an account number is in a country; ISO 13616. */
  private static final Map<String, Integer> IBAN_LENGTHS =
      Map.ofEntries(
          Map.entry("AD", 24),
          Map.entry("AE", 23),
          Map.entry("AL", 28),
          Map.entry("AT", 20),
          Map.entry("AZ", 28),
          Map.entry("BA", 20),
          Map.entry("BE", 16),
          Map.entry("BG", 22),
          Map.entry("BH", 22),
          Map.entry("BR", 29),
          Map.entry("CH", 21),
          Map.entry("CR", 22),
          Map.entry("CY", 28),
          Map.entry("CZ", 24),
          Map.entry("DE", 22),
          Map.entry("DK", 18),
          Map.entry("DO", 28),
          Map.entry("EE", 20),
          Map.entry("ES", 24),
          Map.entry("FI", 18),
          Map.entry("FR", 27),
          Map.entry("GB", 22),
          Map.entry("GE", 22),
          Map.entry("GI", 23),
          Map.entry("GR", 27),
          Map.entry("HR", 21),
          Map.entry("HU", 28),
          Map.entry("IE", 22),
          Map.entry("IL", 23),
          Map.entry("IS", 26),
          Map.entry("IT", 27),
          Map.entry("KW", 30),
          Map.entry("KZ", 20),
          Map.entry("LB", 28),
          Map.entry("LI", 21),
          Map.entry("LT", 20),
          Map.entry("LU", 20),
          Map.entry("LV", 21),
          Map.entry("MC", 27),
          Map.entry("MD", 24),
          Map.entry("ME", 22),
          Map.entry("MK", 19),
          Map.entry("MT", 31),
          Map.entry("MU", 30),
          Map.entry("NL", 18),
          Map.entry("NO", 15),
          Map.entry("PK", 24),
          Map.entry("PL", 28),
          Map.entry("PS", 29),
          Map.entry("PT", 25),
          Map.entry("QA", 29),
          Map.entry("RO", 24),
          Map.entry("RS", 22),
          Map.entry("SA", 24),
          Map.entry("SE", 24),
          Map.entry("SI", 19),
          Map.entry("SK", 24),
          Map.entry("SM", 27),
          Map.entry("TN", 24),
          Map.entry("TR", 26),
          Map.entry("UA", 29),
          Map.entry("VA", 22),
          Map.entry("VG", 24),
          Map.entry("XK", 20));

  private final Context context;
  private final byte[] compact = new byte[LONGEST_IBAN + 2];
  private byte[] text = new byte[0];
  private int from;

  WordShapes(Context context) {
    this.context = context;
  }

  /** Looks at a word; returns where what was found ends, or 0. */
  int at(byte[] bytes, int first, int to, int start, int end, Spans found) {
    text = bytes;
    from = first;
    int length = end - start;
    if (length >= 4 && isIbanStart(start)) {
      int last = iban(start, to);
      if (last > 0) {
        found.add(start, last, EntityType.IBAN);
        return last;
      }
    }
    EntityType type =
        switch (length) {
          case 8 -> shaped(start, "UDDDDDDD") ? passport(start) : null;
          case 9 -> nine(start);
          case 10 -> shaped(start, "UUUUUDDDDU") ? pan(start) : null;
          case 12 ->
              shaped(start, "DDDDDDDDUDDD") && Checksums.germanInsurance(upper(start, 12))
                  ? EntityType.DE_SOCIAL_INSURANCE
                  : null;
          case 16 ->
              shaped(start, "UUUUUUDDUDDUDDDU") && Checksums.fiscalCode(upper(start, 16))
                  ? EntityType.IT_FISCAL_CODE
                  : null;
          case 17 -> vehicle(start);
          default -> length >= 26 ? wallet(start, end) : null;
        };
    if (type != null) {
      found.add(start, end, type);
      return end;
    }
    return 0;
  }

  /** Capitals are meant by U, digits by D, either by X. */
  private boolean shaped(int start, String shape) {
    for (int i = 0; i < shape.length(); i++) {
      byte c = text[start + i];
      boolean fits =
          switch (shape.charAt(i)) {
            case 'U' -> Chars.isLetter(c);
            case 'D' -> isDigit(c);
            default -> isWord(c);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private byte[] upper(int start, int length) {
    byte[] upper = new byte[length];
    for (int i = 0; i < length; i++) {
      byte c = text[start + i];
      upper[i] = (byte) (c >= 'a' ? c - 0x20 : c);
    }
    return upper;
  }

  private @org.jspecify.annotations.Nullable EntityType nine(int start) {
    if (shaped(start, "DDDDDDDDU")) {
      return nifLetter(upper(start, 9), 0) ? EntityType.ES_NIF : null;
    }
    if (shaped(start, "UDDDDDDDU")) {
      byte[] nie = upper(start, 9);
      int kind = "XYZ".indexOf(nie[0]);
      return kind >= 0 && nifLetter(nie, kind) ? EntityType.ES_NIE : null;
    }
    if (shaped(start, "UUDDDDDDU")) {
      byte[] nino = upper(start, 9);
      boolean prefix = NINO_NOT.indexOf(nino[0]) < 0 && (NINO_NOT + "O").indexOf(nino[1]) < 0;
      return prefix && nino[8] <= 'D' && suggests(EntityType.GB_NINO, start)
          ? EntityType.GB_NINO
          : null;
    }
    return shaped(start, "UDDDDDDDD") || shaped(start, "UUDDDDDDD") || shaped(start, "UXXXXXXXX")
        ? passport(start)
        : null;
  }

  private static boolean nifLetter(byte[] s, int first) {
    int number = first;
    for (int i = first == 0 && isDigit(s[0]) ? 0 : 1; i < 8; i++) {
      number = number * 10 + s[i] - '0';
    }
    return NIF_LETTERS.charAt(number % 23) == s[8];
  }

  private @org.jspecify.annotations.Nullable EntityType passport(int start) {
    return suggests(EntityType.PASSPORT, start) ? EntityType.PASSPORT : null;
  }

  private @org.jspecify.annotations.Nullable EntityType pan(int start) {
    boolean kind = PAN_KINDS.indexOf(text[start + 3] & 0xdf) >= 0;
    return kind && suggests(EntityType.IN_PAN, start) ? EntityType.IN_PAN : null;
  }

  private @org.jspecify.annotations.Nullable EntityType vehicle(int start) {
    return Checksums.vin(upper(start, 17)) && suggests(EntityType.VEHICLE_ID, start)
        ? EntityType.VEHICLE_ID
        : null;
  }

  private @org.jspecify.annotations.Nullable EntityType wallet(int start, int end) {
    int length = end - start;
    byte c = text[start];
    if (length == 42 && c == '0' && text[start + 1] == 'x') {
      for (int i = start + 2; i < end; i++) {
        if (!Chars.isHex(text[i])) {
          return null;
        }
      }
      return EntityType.ETHEREUM_ADDRESS;
    }
    String word = new String(text, start, length, StandardCharsets.ISO_8859_1);
    boolean old = length <= 35 && (c == '1' || c == '3') && Checksums.base58Check(word);
    boolean segwit =
        length >= 42
            && length <= 62
            && word.toLowerCase(Locale.ROOT).startsWith("bc1")
            && Checksums.bech32(word.toLowerCase(Locale.ROOT));
    return old || segwit ? EntityType.BITCOIN_ADDRESS : null;
  }

  private boolean isIbanStart(int start) {
    return Chars.isLetter(text[start])
        && Chars.isLetter(text[start + 1])
        && isDigit(text[start + 2])
        && isDigit(text[start + 3]);
  }

  /** In one piece, or in groups with one separator between. */
  private int iban(int start, int to) {
    String country =
        new String(text, start, 2, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    Integer length = IBAN_LENGTHS.get(country);
    if (length == null) {
      return 0;
    }
    int n = 0;
    int at = start;
    while (at < to && n < length) {
      byte c = text[at];
      if (isWord(c)) {
        compact[n++] = (byte) (c >= 'a' ? c - 0x20 : c);
      } else if (!Chars.isSeparator(c) || n % 2 != 0 || text[at - 1] == c) {
        return 0;
      }
      at++;
    }
    boolean whole = n == length && (at >= to || !isWord(text[at]));
    return whole && Checksums.iban(compact, n) ? at : 0;
  }

  private boolean suggests(EntityType type, int start) {
    return context.suggests(type, text, from, start);
  }
}
