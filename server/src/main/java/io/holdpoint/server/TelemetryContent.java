// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.collector.CollectorConfig;
import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.Payload;
import java.nio.charset.StandardCharsets;

/**
 * What is kept of the content of frameworks' steps: the digest a gateway's view of the same call
 * has too, the size, and the text itself only where the configuration says so.
 */
final class TelemetryContent implements ContentView {

  /** Longer texts are not kept: a segment of the store holds about a megabyte. */
  private static final int LONGEST = 256 << 10;

  private final PayloadDigester digester;
  private final CollectorConfig.Content content;

  TelemetryContent(PayloadDigester digester, CollectorConfig.Content content) {
    this.digester = digester;
    this.content = content;
  }

  @Override
  public Payload of(String tenant, String text) {
    if (text.isEmpty()) {
      return Payload.NONE;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean kept = content == CollectorConfig.Content.AS_SENT && text.length() <= LONGEST;
    return new Payload(
        digester.digest(text, utf8), utf8.length, kept ? text : "", digester.prints().in(text));
  }
}
