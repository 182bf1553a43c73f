// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices spans of others that carry the trace id and span id of a step a gateway saw. Nobody but
 * the gateway makes such ids, so the other one is evidence, and is stored as such beside the
 * gateway's step, whichever of the two comes first. Looks back over the last {@value #GATEWAY}
 * gateway steps or so and the last {@value #FOREIGN} others. For one thread.
 */
final class ClaimedSteps {

  private static final int GATEWAY = 1 << 16;
  private static final int FOREIGN = 4096;
  private static final String CODE = "telemetry.claimed-step";

  private final long[] gatewayIds = new long[GATEWAY];
  private final @Nullable String[] gatewaySources = new @Nullable String[GATEWAY];
  private final Map<String, String> sourceNames = new HashMap<>();
  private final Map<Long, StepRow> foreign =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, StepRow> eldest) {
          return size() > FOREIGN;
        }
      };

  /**
   * Takes a step in.
   *
   * @return a step of another sender that claims to be a gateway's: {@code row} itself or an
   *     earlier one, with the reason added
   */
  Optional<StepRow> take(StepRow row) {
    long id = mix(row.id());
    int slot = (int) id & (GATEWAY - 1);
    if (row.grade() == EvidenceGrade.G0) {
      gatewayIds[slot] = id;
      gatewaySources[slot] = sourceNames.computeIfAbsent(row.id().source(), name -> name);
      StepRow earlier = foreign.isEmpty() ? null : foreign.remove(id);
      return earlier == null ? Optional.empty() : Optional.of(marked(earlier, row.id().source()));
    }
    String source = gatewaySources[slot];
    if (source != null && gatewayIds[slot] == id) {
      return Optional.of(marked(row, source));
    }
    foreign.put(id, row);
    return Optional.empty();
  }

  private static StepRow marked(StepRow row, String gateway) {
    List<Reason> reasons = new ArrayList<>(row.reasons());
    reasons.add(
        new Reason(
            CODE,
            null,
            "Another sender used the ids of a step that gateway " + gateway + " saw.",
            List.of(new StepId(gateway, row.id().traceId(), row.id().spanId()))));
    return row.with(reasons, row.claims());
  }

  private static long mix(StepId id) {
    long trace =
        HexFormat.fromHexDigitsToLong(id.traceId(), 0, 16)
            ^ Long.rotateLeft(HexFormat.fromHexDigitsToLong(id.traceId(), 16, 32), 31);
    long mixed =
        (HexFormat.fromHexDigitsToLong(id.spanId()) ^ Long.rotateLeft(trace, 17))
            * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }
}
