// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentTraitsTest {
  @Test
  void shape_isNamesAndKinds_notValuesOrOrder() {
    long shape = shape("{\"to\":\"ann\",\"n\":3,\"deep\":{\"x\":1}}");
    assertThat(shape).isNotZero();
    assertThat(shape("{\"n\": 77, \"deep\": {\"y\": [1]}, \"to\": \"b\\\"ob\"}")).isEqualTo(shape);
    assertThat(shape("{\"to\":\"ann\",\"n\":\"3\",\"deep\":{\"x\":1}}")).isNotEqualTo(shape);
    assertThat(shape("{\"to\":\"ann\",\"n\":3}")).isNotEqualTo(shape);
    assertThat(shape("{\"to\":\"ann\",\"n\":3,\"deep\":{\"x\":1},\"bcc\":\"x\"}"))
        .isNotEqualTo(shape);
  }

  @Test
  void shape_ofNothingIsNothing() {
    for (String text : new String[] {"", "{}", "[]", "\"text\"", "{\"unclosed", "{\"a\\"}) {
      assertThat(shape(text)).as(text).isZero();
    }
  }

  @Test
  void hosts_areThoseOfLinksAndAddresses_eachOnce() {
    List<Long> hosts =
        hosts("{\"u\":\"https://Example.com/a?b\",\"m\":\"to ann@example.com, x@mail.test.\"}");
    assertThat(hosts).hasSize(2);
    assertThat(hosts("{\"u\":\"http://example.com:8080\"}")).containsExactly(hosts.get(0));
    assertThat(hosts("{\"m\":\"bob@mail.test\"}")).containsExactly(hosts.get(1));
    assertThat(hosts("{\"u\":\"https://bob@mail.test/\"}")).containsExactly(hosts.get(1));
    assertThat(hosts("{\"t\":\"no address: a // b, 3 @ 4\"}")).isEmpty();
  }

  @Test
  void hosts_areBounded() {
    StringBuilder many = new StringBuilder("{\"u\":\"");
    for (int i = 0; i < 100; i++) {
      many.append("https://h").append(i).append(".test ");
    }
    assertThat(hosts(many + "\"}")).hasSize(8);
  }

  private static long shape(String json) {
    return ArgumentTraits.of(json).shape();
  }

  private static List<Long> hosts(String json) {
    return ArgumentTraits.of(json).hosts();
  }
}
