// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tokens that begin with a fixed text. Looked for at that text's last character. */
final class Prefixes {

  private static final Prefix[] NONE = new Prefix[0];

  /** By the last but one character of the prefix. */
  private final Prefix[][] byBefore = new Prefix[128][];

  Prefixes() {
    Map<Integer, List<Prefix>> lists = new TreeMap<>();
    for (Prefix prefix : all()) {
      int before = prefix.text[prefix.text.length - 2];
      lists.computeIfAbsent(before, b -> new ArrayList<>()).add(prefix);
    }
    java.util.Arrays.fill(byBefore, NONE);
    lists.forEach((before, list) -> byBefore[before] = list.toArray(NONE));
  }

  private static final class Prefix {
    private final byte[] text;
    private final EntityType type;
    private final int least;
    private final int most;
    private final String others;

    Prefix(EntityType type, String text, int least, int most, String others) {
      this.type = type;
      this.text = text.getBytes(StandardCharsets.US_ASCII);
      this.least = least;
      this.most = most;
      this.others = others;
    }
  }

  private static List<Prefix> all() {
    List<Prefix> all = new ArrayList<>();
    for (String text : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
      all.add(new Prefix(EntityType.GITHUB_TOKEN, text, 36, 255, ""));
    }
    all.add(new Prefix(EntityType.GITHUB_TOKEN, "github_pat_", 22, 255, "_"));
    all.add(new Prefix(EntityType.GITLAB_TOKEN, "glpat-", 20, 255, "-_"));
    for (String text : List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-")) {
      all.add(new Prefix(EntityType.SLACK_TOKEN, text, 10, 255, "-."));
    }
    all.add(new Prefix(EntityType.SLACK_TOKEN, "xapp-", 10, 255, "-"));
    all.add(new Prefix(EntityType.GOOGLE_API_KEY, "AIza", 35, 35, "-_"));
    all.add(new Prefix(EntityType.GOOGLE_OAUTH_TOKEN, "ya29.", 20, 500, "-_."));
    for (String text : List.of("sk_live_", "rk_live_", "sk_test_", "rk_test_")) {
      all.add(new Prefix(EntityType.STRIPE_KEY, text, 16, 255, ""));
    }
    all.add(new Prefix(EntityType.ANTHROPIC_KEY, "sk-ant-", 20, 255, "-_"));
    all.add(new Prefix(EntityType.OPENAI_KEY, "sk-proj-", 20, 255, "-_"));
    all.add(new Prefix(EntityType.OPENAI_KEY, "sk-svcacct-", 20, 255, "-_"));
    all.add(new Prefix(EntityType.NPM_TOKEN, "npm_", 36, 36, ""));
    all.add(new Prefix(EntityType.PYPI_TOKEN, "pypi-", 50, 255, "-_"));
    all.add(new Prefix(EntityType.SENDGRID_KEY, "SG.", 60, 70, "-_."));
    all.add(new Prefix(EntityType.HUGGINGFACE_TOKEN, "hf_", 30, 60, ""));
    for (String text : List.of("shpat_", "shpss_", "shpca_", "shppa_")) {
      all.add(new Prefix(EntityType.SHOPIFY_TOKEN, text, 32, 64, ""));
    }
    for (String text : List.of("dop_v1_", "doo_v1_", "dor_v1_")) {
      all.add(new Prefix(EntityType.DIGITALOCEAN_TOKEN, text, 64, 64, ""));
    }
    all.add(new Prefix(EntityType.WEBHOOK_SECRET, "whsec_", 24, 255, "+/="));
    all.add(new Prefix(EntityType.AWS_ACCESS_KEY, "AKI", 17, 17, ""));
    all.add(new Prefix(EntityType.AWS_ACCESS_KEY, "ASI", 17, 17, ""));
    return all;
  }

  /**
   * Looks at the character at {@code at}; returns where a token ends that it is a part of, or 0.
   */
  int find(byte[] text, int from, int to, int at, Spans found) {
    byte before = at > from ? text[at - 1] : 0;
    for (Prefix prefix : before < 0 ? NONE : byBefore[before]) {
      int start = at + 1 - prefix.text.length;
      if (start >= from && begins(text, from, start) && matches(text, start, prefix.text)) {
        int end = run(text, at + 1, Math.min(to, at + 2 + prefix.most), prefix.others);
        int length = end - at - 1;
        if (length >= prefix.least && length <= prefix.most && isWhole(prefix, text, at)) {
          found.add(start, end, prefix.type);
          return end;
        }
      }
    }
    return 0;
  }

  /** Access keys are capitals and digits only, after the {@code A} that their prefix ends with. */
  private static boolean isWhole(Prefix prefix, byte[] text, int at) {
    if (prefix.type != EntityType.AWS_ACCESS_KEY) {
      return true;
    }
    if (text[at + 1] != 'A') {
      return false;
    }
    for (int i = at + 1; i <= at + 17; i++) {
      if (text[i] >= 'a') {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] text, int from, int start) {
    return start == from || !Chars.isWord(text[start - 1]);
  }

  private static boolean matches(byte[] text, int at, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (text[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  static int run(byte[] text, int from, int to, String others) {
    int end = from;
    while (end < to && (Chars.isWord(text[end]) || others.indexOf(text[end]) >= 0)) {
      end++;
    }
    return end;
  }
}
