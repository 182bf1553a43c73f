// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.catalogue.SecretScan;
import io.holdpoint.server.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for secrets of upstreams in an agent's configuration: whoever has one needs no gateway.
 * Tells file, key and kind, never the value.
 */
final class SecretSearch {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(token|secret|passw(or)?d|passphrase|api[-_]?key|access[-_]?key|private[-_]?key"
              + "|authorization|credential).*");
  private static final Pattern REFERENCE = Pattern.compile("(Bearer\\s+)?\\$\\{[^}]*}");
  private static final int SHORTEST = 6;
  private static final Map<String, String> KINDS = kinds();

  private SecretSearch() {}

  static List<Finding> in(AgentServer server, GatewayConfig gateway) {
    Set<String> own =
        gateway.credentials().stream()
            .map(GatewayConfig.Credential::token)
            .collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>();
    places(server)
        .forEach(
            (key, value) -> {
              String secret = value.replaceFirst("(?i)^Bearer\\s+", "");
              if (own.contains(secret)) {
                findings.add(gatewayToken(server, key));
              } else if (isSecret(key, value)) {
                findings.add(upstreamSecret(server, key, kindOf(secret)));
              }
            });
    return findings;
  }

  /** Every text of an entry by where it stands. */
  private static Map<String, String> places(AgentServer server) {
    Map<String, String> places = new LinkedHashMap<>();
    server.environment().forEach((name, value) -> places.put("env." + name, value));
    server.headers().forEach((name, value) -> places.put("headers." + name, value));
    if (!server.url().isEmpty()) {
      places.put("url", server.url());
    }
    List<String> words = server.words();
    for (int i = 1; i < words.size(); i++) {
      String before = words.get(i - 1);
      int equals = words.get(i).indexOf('=');
      String name =
          words.get(i).startsWith("-") && equals > 0 ? words.get(i).substring(0, equals) : "";
      boolean named = !name.isEmpty();
      String label = named ? name : before.startsWith("-") ? before : "";
      String value = named ? words.get(i).substring(equals + 1) : words.get(i);
      places.put("args[" + (i - 1) + "]" + (label.isEmpty() ? "" : " " + label), value);
    }
    return places;
  }

  private static boolean isSecret(String key, String value) {
    if (value.length() < SHORTEST || REFERENCE.matcher(value).matches()) {
      return false;
    }
    boolean named = NAME.matcher(key).matches() && !value.startsWith("-") && !value.startsWith("/");
    return named || SecretScan.finds(value) || SecretScan.finds(key + "=" + value);
  }

  private static Finding upstreamSecret(AgentServer server, String key, String kind) {
    return new Finding(
        Severity.ERROR,
        "secret",
        server.subject(),
        "holds " + kind + ": " + server.file() + " (" + server.key() + "." + key + ")",
        "give it to the gateway's upstream as ${env:...}, take it out here, and replace it at its"
            + " issuer");
  }

  private static Finding gatewayToken(AgentServer server, String key) {
    return new Finding(
        Severity.INFO,
        "secret",
        server.subject(),
        "holds a token of this gateway: " + server.file() + " (" + server.key() + "." + key + ")",
        "keep the file readable by its owner only");
  }

  private static String kindOf(String value) {
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (value.startsWith(kind.getKey())) {
        return kind.getValue();
      }
    }
    return value.contains("://") ? "a URL with a secret" : "a secret";
  }

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("ghp_", "a GitHub token");
    kinds.put("github_pat_", "a GitHub token");
    kinds.put("gho_", "a GitHub token");
    kinds.put("glpat-", "a GitLab token");
    kinds.put("xox", "a Slack token");
    kinds.put("AKIA", "an AWS access key");
    kinds.put("sk-ant-", "an Anthropic key");
    kinds.put("sk-", "an API key");
    kinds.put("AIza", "a Google API key");
    kinds.put("eyJ", "a JSON web token");
    kinds.put("-----BEGIN", "a private key");
    return java.util.Collections.unmodifiableMap(kinds);
  }
}
