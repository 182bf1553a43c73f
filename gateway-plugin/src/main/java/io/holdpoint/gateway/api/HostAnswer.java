// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import static java.util.Objects.requireNonNull;

/** What a host is told. Its texts are neutral: an agent may read them. */
public sealed interface HostAnswer {

  /**
   * It may happen; of a result: it may be read.
   *
   * @param traceparent W3C trace context for what follows from it, empty if it has none
   */
  record Permit(String traceparent) implements HostAnswer {
    public Permit {
      requireNonNull(traceparent, "traceparent");
    }
  }

  /**
   * It may not happen; of a result: nobody may read it.
   *
   * @param ref what people find it by
   */
  record Deny(String ref, String text) implements HostAnswer {
    public Deny {
      requireNonNull(ref, "ref");
      requireNonNull(text, "text");
    }
  }

  /**
   * It waits for a person: ask again with the same step.
   *
   * @param ref what people find it by
   */
  record Hold(String ref, String text) implements HostAnswer {
    public Hold {
      requireNonNull(ref, "ref");
      requireNonNull(text, "text");
    }
  }

  /**
   * The session is over: nothing of it may happen any more.
   *
   * @param ref what people find it by
   */
  record Kill(String ref, String text) implements HostAnswer {
    public Kill {
      requireNonNull(ref, "ref");
      requireNonNull(text, "text");
    }
  }
}
