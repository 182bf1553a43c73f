// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where telemetry goes on to, and how much of it.
 *
 * @param endpoint an OTLP/HTTP receiver; {@code /v1/traces} and its like are put behind its path
 * @param headers sent with each request, such as a token
 * @param percent how many of a hundred traces; those with a refused or held step, or a detection,
 *     always go
 * @param content what of the content of frameworks' telemetry goes along
 */
public record ForwardSettings(
    URI endpoint, Map<String, String> headers, int percent, Content content) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

  /** What of texts goes along, from senders that are no gateway of ours. */
  public enum Content {
    /** Texts known to name things; of others only how long they are. */
    NAMES,
    /** Everything, as it was sent. */
    AS_SENT
  }

  public ForwardSettings {
    requireNonNull(endpoint, "endpoint");
    headers = Map.copyOf(headers);
    requireNonNull(content, "content");
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent: got " + percent + " (expected: 0 to 100)");
    }
  }

  /** Headers may be secrets. */
  @Override
  public String toString() {
    return "ForwardSettings[" + endpoint + ", " + percent + " percent, " + content + "]";
  }

  /** Reads the section; empty if it names no endpoint. Finishes it. */
  public static Optional<ForwardSettings> read(DocumentReader section) {
    String text = section.text("endpoint", "");
    Map<String, String> headers = new LinkedHashMap<>();
    section
        .sections("headers", item -> Map.entry(header(item), item.requiredText("value")))
        .forEach(entry -> headers.put(entry.getKey(), entry.getValue()));
    int percent = section.integer("percent", 100, 0, 100);
    Content content = section.choice("content", Content.class, Content.NAMES);
    section.finish();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> endpoint = address(text);
    if (endpoint.isEmpty()) {
      section.problem(
          "endpoint", "got \"" + text + "\" (expected: an address such as http://backend:4318)");
    }
    return endpoint.map(address -> new ForwardSettings(address, headers, percent, content));
  }

  private static String header(DocumentReader item) {
    String name = item.requiredText("name");
    if (!NAME.matcher(name).matches()) {
      item.problem("name", "got \"" + name + "\" (expected: the name of an HTTP header)");
      return "x-unusable";
    }
    return name;
  }

  private static Optional<URI> address(String text) {
    try {
      URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean usable =
          ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
              && address.getHost() != null
              && address.getUserInfo() == null
              && address.getQuery() == null
              && address.getFragment() == null;
      return usable ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
