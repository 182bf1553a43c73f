// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.OfferRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An offer of a server as the API shows it; texts are the server's word, to be shown as text. */
public record OfferView(
    String upstream,
    String kind,
    String name,
    List<String> effects,
    List<String> labels,
    Map<String, String> roles,
    String source,
    String pin,
    String digest,
    String definition,
    @Nullable Waiting waiting,
    List<String> flags,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen) {

  /** The definition that waits for a person. */
  public record Waiting(
      String digest, String definition, Instant since, OfferRow.@Nullable Refusal refused) {}

  /** The view of a row. */
  public static OfferView of(OfferRow row) {
    OfferRow.Waiting waiting = row.waiting();
    Map<String, String> roles = new TreeMap<>();
    row.roles().forEach((name, role) -> roles.put(name, word(role)));
    return new OfferView(
        row.offer().upstream(),
        row.offer().kind().word(),
        row.offer().name(),
        row.effects().stream().sorted().map(Effect::word).toList(),
        row.labels().stream().sorted().map(DataLabel::word).toList(),
        roles,
        row.source().word(),
        row.pin().word(),
        row.digest(),
        row.definition(),
        waiting == null
            ? null
            : new Waiting(
                waiting.digest(), waiting.definition(), waiting.since(), waiting.refused()),
        row.flags(),
        row.firstSeen(),
        row.lastSeen());
  }

  private static String word(ArgumentRole role) {
    return role.word();
  }
}
