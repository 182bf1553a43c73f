// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how an upstream is reached: by {@code url}, or as a child process by {@code command}. */
final class UpstreamSection {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");
  private static final long MAX_LINE = 16L * 1024 * 1024;
  private static final int MAX_CHILDREN = 32;

  /** What a server on the network speaks. */
  private enum Transport {
    STREAMABLE_HTTP,
    HTTP_SSE
  }

  /** How many processes there are of a command. */
  private enum Children {
    PER_SESSION,
    SHARED
  }

  private UpstreamSection() {}

  /** Every key is read in every case, so that a misspelt one is told all there are. */
  static GatewayConfig.Access access(DocumentReader item) {
    Transport transport = item.choice("transport", Transport.class, Transport.STREAMABLE_HTTP);
    GatewayConfig.Access.Stdio stdio = stdio(item);
    if (item.has("command")) {
      if (!item.text("url", "").isEmpty()) {
        item.problem("url", "got it next to command (expected: one of the two)");
      }
      return stdio;
    }
    URI url = url(item);
    return switch (transport) {
      case STREAMABLE_HTTP -> new GatewayConfig.Access.Http(url);
      case HTTP_SSE -> new GatewayConfig.Access.HttpSse(url);
    };
  }

  private static GatewayConfig.Access.Stdio stdio(DocumentReader item) {
    List<String> words = new ArrayList<>();
    words.add(item.has("command") ? item.requiredText("command") : item.text("command", "none"));
    words.addAll(item.texts("args"));
    long maxLine = item.bytes("max-line", MAX_LINE);
    if (maxLine < 1024 || maxLine > 1024L * 1024 * 1024) {
      item.problem("max-line", "got " + maxLine + " bytes (expected: 1KB to 1GB)");
      maxLine = MAX_LINE;
    }
    return new GatewayConfig.Access.Stdio(
        words,
        environment(item),
        folder(item),
        item.choice("children", Children.class, Children.PER_SESSION) == Children.SHARED,
        item.integer("max-children", MAX_CHILDREN, 1, 1000),
        (int) maxLine,
        GatewaySection.positive(item, "child-idle", Duration.ofMinutes(30)),
        GatewaySection.positive(item, "stop-grace", Duration.ofSeconds(2)));
  }

  private static Map<String, String> environment(DocumentReader item) {
    Map<String, String> variables = new LinkedHashMap<>();
    switch (item.node("env").orElse(null)) {
      case null -> {}
      case DocumentNode.Mapping mapping ->
          mapping
              .members()
              .forEach(
                  (name, value) -> {
                    if (value instanceof DocumentNode.Scalar text) {
                      variables.put(name, text.text());
                    } else {
                      item.problem("env", "got no text for " + name + " (expected: a text)");
                    }
                  });
      case DocumentNode other -> item.problem("env", "got no members (expected: NAME: text)");
    }
    return variables;
  }

  private static @Nullable Path folder(DocumentReader item) {
    String text = item.text("cwd", "");
    try {
      return text.isBlank() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      item.problem("cwd", "got \"" + text + "\" (expected: a folder)");
      return null;
    }
  }

  private static URI url(DocumentReader item) {
    String text = item.requiredText("url");
    try {
      URI url = new URI(text);
      UpstreamTarget.of(url);
      return url;
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The text is not shown: a URL may carry a password.
      item.problem(
          "url",
          "got no usable URL (expected: http://host:port/path or https://...,"
              + " without user and password)");
      return NOWHERE;
    }
  }
}
