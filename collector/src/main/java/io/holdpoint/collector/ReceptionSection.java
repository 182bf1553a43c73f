// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.model.document.DocumentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the listeners treat connections. */
final class ReceptionSection {

  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

  private ReceptionSection() {}

  static ReceptionSettings read(DocumentReader collector) {
    return new ReceptionSettings(
        tls(collector),
        origins(collector),
        collector.bytes("anonymous-rate", ReceptionSettings.USUAL.anonymousRate()),
        atLeast(collector, "connection-idle", ReceptionSettings.USUAL.idle()),
        atLeast(collector, "connection-age", ReceptionSettings.USUAL.age()));
  }

  private static @Nullable TlsFiles tls(DocumentReader collector) {
    if (!collector.has("tls")) {
      return null;
    }
    DocumentReader section = collector.section("tls");
    String certificate = section.requiredText("certificate");
    String key = section.requiredText("key");
    String authority = section.text("client-authority", "");
    section.finish();
    return new TlsFiles(
        Path.of(certificate), Path.of(key), authority.isEmpty() ? null : Path.of(authority));
  }

  private static List<String> origins(DocumentReader collector) {
    List<String> origins = collector.texts("cors-origins");
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
        collector.problem(
            "cors-origins",
            "got \"" + origin + "\" (expected: * or an origin, such as https://agents.example)");
      }
    }
    return origins;
  }

  private static Duration atLeast(DocumentReader collector, String key, Duration fallback) {
    Duration value = collector.duration(key, fallback);
    if (value.compareTo(SHORTEST_IDLE) < 0) {
      collector.problem(key, "got " + value.toMillis() + " ms (expected: at least 1s)");
      return fallback;
    }
    return value;
  }
}
