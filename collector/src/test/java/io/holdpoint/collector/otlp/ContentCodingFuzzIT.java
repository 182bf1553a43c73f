// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Any bytes as compressed ones: refused in words, or no larger than the limit. */
@Tag("fuzz")
final class ContentCodingFuzzIT {

  private static final int LIMIT = 64 << 10;

  private final MemoryGuard guard = new MemoryGuard(LIMIT * 4L);
  private final BodyReader bodies = new BodyReader(LIMIT, guard);

  @FuzzTest(maxDuration = "40s")
  void anyBytes_areRefusedOrInflatedWithinTheLimit(byte[] input) throws IOException {
    for (String coding : new String[] {"gzip", "zstd"}) {
      try {
        int size =
            bodies.read(new ByteArrayInputStream(input), -1, coding, (body, wire) -> body.length);
        assertThat(size).isLessThanOrEqualTo(LIMIT);
      } catch (RefusedException refused) {
        assertThat(refused.refusal()).isIn(Refusal.MALFORMED, Refusal.TOO_LARGE);
      }
      assertThat(guard.held()).isZero();
    }
  }
}
