// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Payload;
import java.nio.charset.StandardCharsets;

/**
 * What is kept of the content of a framework's steps: messages, arguments, results. Nobody masked
 * them, so what is kept is for whoever runs this to say.
 */
@FunctionalInterface
public interface ContentView {

  /** Only how large it was. */
  ContentView SIZES =
      (tenant, text) ->
          text.isEmpty()
              ? Payload.NONE
              : new Payload(Digest.NONE, text.getBytes(StandardCharsets.UTF_8).length, "");

  /**
   * What is kept.
   *
   * @param text JSON or plain text as sent, empty for none
   */
  Payload of(String tenant, String text);
}
