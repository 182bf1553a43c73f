// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/** What is said of a call that is not sent since nothing would open its upstream for it. */
final class Unopened {

  private static final String JUDGE = "credentials";

  private Unopened() {}

  /** For the journal. */
  static Contribution contribution(UpstreamFailure why) {
    String code = why.name().toLowerCase(Locale.ROOT).replace("credential_", "credential.");
    Reason reason =
        new Reason(
            code.replace('_', '-'), null, "Not sent: the gateway got " + why.text(), List.of());
    return new Contribution(JUDGE, Verdict.Deny.PLAIN, reason);
  }

  /** For the agent. */
  static String text(String upstream, UpstreamFailure why) {
    return "The call was not run: for the server "
        + upstream
        + " the gateway got "
        + why.text()
        + ".";
  }
}
