// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static io.holdpoint.gateway.masking.Checksums.luhn;
import static io.holdpoint.gateway.masking.Checksums.number;
import static io.holdpoint.gateway.masking.Checksums.weighted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What groups of digits can be: by the lengths of the groups, what stands between them, and their
 * check digits. Bare digits need a word before them as well, since one in ten passes a check.
 */
final class NumberShapes {

  private static final int MOST_GROUPS = 8;
  private static final long SINGLE = 1L << 40;
  private static final Shape[] NONE = new Shape[0];

  private final Map<Long, List<Shape>> building = new HashMap<>();
  private final long[] patterns;
  private final Shape[][] shapes;
  private final int mask;

  NumberShapes() {
    cards();
    america();
    britainAndGermany();
    franceItalyNetherlandsPoland();
    others();
    int size = 1024;
    this.mask = size - 1;
    this.patterns = new long[size];
    this.shapes = new Shape[size][];
    Map<Long, List<Shape>> all = new HashMap<>(building);
    for (long pattern : building.keySet()) {
      for (long begin = pattern >>> 4; pattern < SINGLE && begin > 0; begin >>>= 4) {
        all.putIfAbsent(begin, List.of());
      }
    }
    all.forEach(
        (pattern, list) -> {
          int at = slot(pattern);
          patterns[at] = pattern;
          shapes[at] = list.toArray(NONE);
        });
  }

  /** Looks at the digits; {@code d} has room for more than {@code n}. */
  interface Check {
    boolean passes(int[] d, int n);
  }

  /**
   * A shape.
   *
   * @param between which characters may stand between groups
   * @param context true if a word before it is needed
   */
  record Shape(EntityType type, String between, boolean context, Check check) {}

  static int mostGroups() {
    return MOST_GROUPS;
  }

  /**
   * The shapes with these group lengths, or null if none begins so; {@code pattern} has four bits
   * for each.
   */
  Shape @Nullable [] of(long pattern) {
    int at = slot(pattern);
    return patterns[at] == pattern ? shapes[at] : null;
  }

  private int slot(long pattern) {
    int at = (int) ((pattern * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (patterns[at] != 0 && patterns[at] != pattern) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void add(EntityType type, String groups, String between, boolean context, Check check) {
    for (String alternative : groups.split(" ")) {
      long pattern = 0;
      for (String length : alternative.split("-")) {
        pattern = (pattern << 4) | Integer.parseInt(length) % 16;
      }
      // A length of 16 and more has a mark of its own.
      if (!alternative.contains("-")) {
        pattern = single(Integer.parseInt(alternative));
      }
      building
          .computeIfAbsent(pattern, p -> new ArrayList<>())
          .add(new Shape(type, between, context, check));
    }
  }

  /** The pattern of one group. */
  static long single(int length) {
    return SINGLE | length;
  }

  private void cards() {
    Check card = NumberShapes::isCard;
    add(EntityType.CARD, "13 14 15 16 17 18 19", "", false, card);
    add(EntityType.CARD, "4-4-4-4 4-6-5 4-6-4 4-4-4-4-3", " -", false, card);
    Check any = (d, n) -> true;
    add(EntityType.BANK_ACCOUNT, "8 9 10 11 12 13 14 15 16 17", "", true, any);
    add(EntityType.IMEI, "15 2-6-6-1", " -", true, (d, n) -> luhn(d, n));
    add(EntityType.PASSPORT, "9", "", true, any);
  }

  /** True if an issuer gives out such numbers, and the check digit is right. */
  static boolean isCard(int[] d, int n) {
    return issuer(d, n) && luhn(d, n);
  }

  private static boolean issuer(int[] d, int n) {
    long two = number(d, 0, 2);
    long four = number(d, 0, 4);
    boolean visa = d[0] == 4 && (n == 13 || n == 16 || n == 19);
    boolean master = n == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
    boolean amex = n == 15 && (two == 34 || two == 37);
    boolean diners = n == 14 && (two == 36 || two == 38 || (four >= 3000 && four <= 3059));
    boolean discover = n >= 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499));
    boolean jcb = n >= 16 && four >= 3528 && four <= 3589;
    boolean unionPay = n >= 16 && two == 62;
    boolean maestro = n >= 13 && (two == 50 || (two >= 56 && two <= 58));
    return (visa || master || amex || diners || discover || jcb || unionPay || maestro)
        && !Checksums.same(d, n);
  }

  private void america() {
    Check ssn = (d, n) -> ssn(d);
    add(EntityType.US_SSN, "3-2-4", "- ", false, ssn);
    add(EntityType.US_SSN, "9", "", true, ssn);
    Check itin = (d, n) -> d[0] == 9 && itinGroup((int) number(d, 3, 5));
    add(EntityType.US_ITIN, "3-2-4", "-", false, itin);
    add(EntityType.US_ITIN, "9", "", true, itin);
    add(EntityType.US_EIN, "2-7", "-", true, (d, n) -> d[0] + d[1] > 0);
    add(
        EntityType.US_ROUTING,
        "9",
        "",
        true,
        (d, n) -> weighted(d, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && number(d, 0, 9) > 0);
    add(EntityType.CA_SIN, "9 3-3-3", " -", true, (d, n) -> luhn(d, n));
    add(EntityType.BR_CPF, "3-3-3-2", ".-", false, (d, n) -> Checksums.brazil(d, n, 99));
    add(EntityType.BR_CPF, "11", "", true, (d, n) -> Checksums.brazil(d, n, 99));
    add(EntityType.BR_CNPJ, "2-3-3-4-2", "./-", false, (d, n) -> Checksums.brazil(d, n, 9));
    add(EntityType.BR_CNPJ, "14", "", true, (d, n) -> Checksums.brazil(d, n, 9));
  }

  private static boolean ssn(int[] d) {
    long area = number(d, 0, 3);
    return area > 0
        && area != 666
        && area < 900
        && number(d, 3, 5) > 0
        && number(d, 5, 9) > 0
        && !Checksums.same(d, 9);
  }

  private static boolean itinGroup(int group) {
    return (group >= 50 && group <= 65)
        || (group >= 70 && group <= 88)
        || (group >= 90 && group <= 92)
        || group >= 94;
  }

  private void britainAndGermany() {
    Check nhs =
        (d, n) -> {
          int check = 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
          return check % 11 == d[9] && check != 10;
        };
    add(EntityType.GB_NHS, "10 3-3-4", " -", true, nhs);
    Check utr =
        (d, n) ->
            "21987654321".charAt(weightedFrom(d, 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11) - '0' == d[0];
    add(EntityType.GB_UTR, "10 5-5", " ", true, utr);
    add(EntityType.GB_SORT_CODE, "2-2-2 6", "- ", true, (d, n) -> true);
    Check tax = (d, n) -> d[0] != 0 && Checksums.mod11And10(d, n);
    add(EntityType.DE_TAX_ID, "11 2-3-3-3", " ", true, tax);
  }

  private static int weightedFrom(int[] d, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += d[i + 1] * weights[i];
    }
    return sum;
  }

  private void franceItalyNetherlandsPoland() {
    Check nir =
        (d, n) -> (d[0] == 1 || d[0] == 2) && 97 - number(d, 0, 13) % 97 == number(d, 13, 15);
    add(EntityType.FR_NIR, "1-2-2-2-3-3-2", " .", false, nir);
    add(EntityType.FR_NIR, "15 13-2", " ", true, nir);
    add(EntityType.FR_SIREN, "9 14 3-3-3 3-3-3-5", " ", true, (d, n) -> luhn(d, n));
    add(EntityType.IT_VAT, "11", "", true, (d, n) -> luhn(d, n));
    Check bsn =
        (d, n) -> (weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) - d[8]) % 11 == 0 && number(d, 0, 9) > 0;
    add(EntityType.NL_BSN, "9 4-2-3 3-3-3", ". ", true, bsn);
    Check pesel = (d, n) -> weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    add(EntityType.PL_PESEL, "11", "", true, pesel);
    Check nip = (d, n) -> weighted(d, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == d[9];
    add(EntityType.PL_NIP, "10 3-3-2-2 3-2-2-3", "- ", true, nip);
  }

  private void others() {
    Check tfn = (d, n) -> weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
    add(EntityType.AU_TFN, "9 3-3-3", " -", true, tfn);
    Check abn =
        (d, n) -> (weighted(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0 && d[0] > 0;
    add(EntityType.AU_ABN, "11 2-3-3-3", " ", true, abn);
    Check medicare =
        (d, n) -> d[0] >= 2 && d[0] <= 6 && weighted(d, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == d[8];
    add(EntityType.AU_MEDICARE, "10 4-5-1", " -", true, medicare);
    Check aadhaar = (d, n) -> d[0] >= 2 && Checksums.verhoeff(d, n);
    add(EntityType.IN_AADHAAR, "12 4-4-4", " -", true, aadhaar);
    Check ahv =
        (d, n) ->
            number(d, 0, 3) == 756 && weighted(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    add(EntityType.CH_AHV, "3-4-4-2 13", ".", false, ahv);
    Check swedish =
        (d, n) -> {
          int[] ten = n == 12 ? java.util.Arrays.copyOfRange(d, 2, 12) : d;
          return luhn(ten, 10) && number(ten, 2, 4) <= 12;
        };
    add(EntityType.SE_PERSONNUMMER, "6-4 8-4 10 12", "-", true, swedish);
    Check belgian =
        (d, n) -> {
          long key = number(d, 9, 11);
          return key == 97 - number(d, 0, 9) % 97
              || key == 97 - (2_000_000_000L + number(d, 0, 9)) % 97;
        };
    add(EntityType.BE_NATIONAL_NUMBER, "2-2-2-3-2", ".-", false, belgian);
    add(EntityType.BE_NATIONAL_NUMBER, "11", "", true, belgian);
    Check portuguese =
        (d, n) -> {
          int check = 11 - weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
          return (check >= 10 ? 0 : check) == d[8] && d[0] > 0;
        };
    add(EntityType.PT_NIF, "9 3-3-3", " ", true, portuguese);
    Check norwegian =
        (d, n) ->
            weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    add(EntityType.NO_FODSELSNUMMER, "11 6-5", " ", true, norwegian);
    Check danish = (d, n) -> number(d, 0, 2) <= 31 && number(d, 2, 4) <= 12 && d[0] + d[1] > 0;
    add(EntityType.DK_CPR, "6-4", "-", true, danish);
  }
}
