// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "read_file, read_file, true",
    "read_file, read_files, false",
    "Read_File, read_file, true",
    "read_*, read_, true",
    "read_*, read_a/b, false",
    "read_**, read_a/b, true",
    "**, a/b/c, true",
    "**/.env*, /.env, true",
    "**/.env*, /a/b/.env.local, true",
    "**/.env*, /a/.environment/x, false",
    "**/secrets/**, /a/secrets/b/c, true",
    "**/secrets/**, /a/secrets/, true",
    "**/secrets/**, /a/mysecrets/b, false",
    "a?c, abc, true",
    "a?c, a/c, false",
    "a?c, ac, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "größe*, größenwahn, true",
  })
  void matches_as_written(String pattern, String text, boolean expected) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
  }

  @Test
  void takes_no_longer_for_a_hostile_text() {
    Glob glob = Glob.of("**a**a**a**a**a**a**a**a**a**a**b");
    String text = "a".repeat(100_000);
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> assertThat(glob.matches(text)).isFalse());
  }

  @Test
  void refuses_a_pattern_that_is_empty_or_too_long() {
    assertThatIllegalArgumentException().isThrownBy(() -> Glob.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Glob.of("a".repeat(63)));
    assertThat(Glob.of("a".repeat(62)).matches("a".repeat(62))).isTrue();
    assertThat(Glob.of("a".repeat(61) + "*").matches("a".repeat(99))).isTrue();
  }
}
