// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InterpolationTest {

  private static final Position AT = new Position("holdpoint.yaml", 3, 7);

  private final List<Problem> problems = new ArrayList<>();
  private final Interpolation interpolation =
      new Interpolation(
          Map.of("HOST", "db.local", "EMPTY", "", "TRICK", "$1 ${env:HOST}"), problems);

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${env:HOST}, db.local",
    "a ${env:HOST} b ${env:HOST}, a db.local b db.local",
    "${env:PORT:-7420}, 7420",
    "${env:EMPTY:-fallback}, fallback",
    "${env:PORT:-}x, x",
    "$${env:HOST}, ${env:HOST}",
    "${env:TRICK}, $1 ${env:HOST}",
    "price $5, price $5"
  })
  void place_isFilled(String written, String expected) {
    assertThat(apply(written)).isEqualTo(expected);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "${env:PORT}, environment variable PORT",
    "${env:EMPTY}, environment variable EMPTY",
    "${file:/etc/passwd}, expected: ${env:NAME}",
    "${env:HOST, expected: ${env:NAME}"
  })
  void place_thatCannotBeFilledIsAProblemAtItsPosition(String written, String expected) {
    apply(written);

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().position()).isEqualTo(AT);
    assertThat(problems.getFirst().message()).contains(expected);
  }

  private String apply(String written) {
    DocumentNode node = interpolation.apply(new DocumentNode.Scalar(AT, written, false));
    return ((DocumentNode.Scalar) node).text();
  }
}
