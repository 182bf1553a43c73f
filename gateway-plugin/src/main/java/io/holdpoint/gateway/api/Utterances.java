// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.step.LoopThread;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.io.JsonStringEncoder;

/** What users and models say, as steps of their session. */
final class Utterances {

  private final Steps steps;
  private final ToolCatalogue catalogue;

  Utterances(Steps steps, ToolCatalogue catalogue) {
    this.steps = steps;
    this.catalogue = catalogue;
  }

  /** Tells the monitor; {@code then} runs once what it asks for stands. */
  void take(LiveSession live, Loop loop, HostCall.Said said, Runnable then) {
    String speaker = said.speaker().name().toLowerCase(Locale.ROOT);
    ToolRef words =
        new ToolRef(said.session().host(), speaker, "", Set.of(Effect.DISCOVER), Set.of(), true);
    Payload payload = catalogue.arguments(words, quoted(said.text()));
    steps.say(
        live,
        new LoopThread(loop),
        new Steps.Saying(said.speaker().kind(), words, payload, said.text(), said.step()),
        then);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }
}
