// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrefixTableTest {

  @Test
  void longestPrefixDecides_whateverTheNamesContain() {
    PrefixTable table = table("a", "a", "a__b", "a__b", "bare", "");

    assertThat(table.place("a__b__x")).isEqualTo(new PrefixTable.Place("a__b", "x"));
    assertThat(table.place("a__x")).isEqualTo(new PrefixTable.Place("a", "x"));
    assertThat(table.place("a__b")).isEqualTo(new PrefixTable.Place("a", "b"));
    assertThat(table.place("other")).isEqualTo(new PrefixTable.Place("bare", "other"));
    assertThat(table("a", "a").place("b__x")).isNull();
    assertThat(table("a", "a").place("a__")).isNull();
  }

  @Test
  void uris_comeBackAsTheyWere() {
    PrefixTable table = table("a", "a", "a_b", "z");

    for (String uri : List.of("file:///x y", "holdpoint://a/x", "x://{id}?q=/#f", "")) {
      assertThat(table.located(table.uri("a_b", uri))).isEqualTo(new PrefixTable.Place("a_b", uri));
    }
    assertThat(table.located("file:///x")).isNull();
    assertThat(table.located("holdpoint://nobody/x")).isNull();
    assertThat(table.located("holdpoint://a")).isNull();
  }

  @Test
  void name_isNeverOfTwo() {
    Random random = new Random(7);
    PrefixTable table = table("a", "a", "a__b", "a__b", "_", "_", "b", "");
    List<String> upstreams = List.of("a", "a__b", "_", "b");
    Map<String, String> owner = new LinkedHashMap<>();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder own = new StringBuilder();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        own.append("ab_".charAt(random.nextInt(3)));
      }
      String upstream = upstreams.get(random.nextInt(4));
      String name = table.name(upstream, own.toString());
      PrefixTable.Place place = table.place(name);
      if (place != null && place.upstream().equals(upstream)) {
        assertThat(place.name()).isEqualTo(own.toString());
        assertThat(owner.getOrDefault(name, upstream)).isEqualTo(upstream);
        owner.put(name, upstream);
      }
    }
    assertThat(owner).hasSizeGreaterThan(100);
  }

  private static PrefixTable table(String... namesAndPrefixes) {
    List<FederationSettings.Member> members = new ArrayList<>();
    for (int i = 0; i < namesAndPrefixes.length; i += 2) {
      members.add(new FederationSettings.Member(namesAndPrefixes[i], namesAndPrefixes[i + 1]));
    }
    return new PrefixTable(new FederationSettings(true, members, "__", Duration.ofSeconds(1)));
  }
}
