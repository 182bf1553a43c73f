// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter.Subject;
import java.util.List;
import java.util.Random;

/** Filters as people write them, over the rows of {@link SearchRows}. */
final class RandomFilters {

  private static final List<String> TEXTS =
      List.of(
          "billing",
          "b*",
          "*ing",
          "*",
          "%",
          "Bill_ng",
          "a!b",
          "",
          "mail",
          "send_mail",
          "crm/*",
          "permit",
          "deny",
          "prod",
          "s-00000003",
          "secret",
          "private",
          "read",
          "memory-*",
          "e",
          "egress",
          "tool-call",
          "g0",
          "u-1",
          "hp-1",
          "wire",
          "\u0000",
          "Grüße",
          "paused",
          ",");
  private static final List<String> WORDS =
      List.of(
          "wire", "wire transfer", "transf*", "to bil*", "invoice", "4711", "straße", "nothing");

  private final Random random;

  RandomFilters(long seed) {
    this.random = new Random(seed);
  }

  String next(Subject subject) {
    return either(subject, 3);
  }

  private String either(Subject subject, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 0, 1 -> term(subject);
      case 2 -> either(subject, depth - 1) + " and " + either(subject, depth - 1);
      case 3 -> either(subject, depth - 1) + " or " + either(subject, depth - 1);
      case 4 -> "not " + "(" + either(subject, depth - 1) + ")";
      default -> "(" + either(subject, depth - 1) + ")";
    };
  }

  private String term(Subject subject) {
    if (random.nextInt(10) == 0) {
      return quoted(one(WORDS).replace("*", ""));
    }
    Field field = one(Field.of(subject));
    String sign = one(field.type().operators());
    String value =
        switch (field.type()) {
          case TEXT, LIST -> quoted(one(TEXTS));
          case NUMBER -> String.valueOf(one(List.of(0, 1, 2.5, 20, 50, 60, 1e9)));
          case TIME -> one(List.of("2026-11-20T08:00:05", "1999-01-01", "2026-11-20T08:00:20"));
          case WORDS -> quoted(one(WORDS));
          case VALUE -> one(List.of("471147114700", "nobody@example.com"));
        };
    return sign.equals(":") ? field.word() + ":" + value : field.word() + " " + sign + " " + value;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
