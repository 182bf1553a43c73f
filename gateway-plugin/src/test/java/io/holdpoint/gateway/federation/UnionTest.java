// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnionTest {

  @Test
  void capabilities_areJoined_andTrueWins() {
    assertThat(
            Union.of(
                List.of(
                    "{\"tools\":{\"listChanged\":false},\"logging\":{}}",
                    "{\"tools\":{\"listChanged\":true,\"x\":1.50},\"prompts\":{}}",
                    "{}")))
        .isEqualTo("{\"tools\":{\"listChanged\":true,\"x\":1.50},\"logging\":{},\"prompts\":{}}");
  }

  @Test
  void cursors_comeBack_andForeignOnesAreNone() {
    Map<String, String> next = new LinkedHashMap<>();
    next.put("crm", "a\"b\\");
    next.put("files", "");

    assertThat(Cursors.decode(Cursors.encode(next))).isEqualTo(next);
    assertThat(Cursors.encode(Map.of())).isEmpty();
    for (String foreign : List.of("", "page2", "!!", "e30", "WyJhIl0", "eyJhIjp")) {
      assertThat(Cursors.decode(foreign)).as(foreign).isNull();
    }
  }
}
