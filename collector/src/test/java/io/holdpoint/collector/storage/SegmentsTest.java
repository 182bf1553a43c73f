// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.step.Payload;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SegmentsTest {

  private final Random random = new Random(11);
  private final Segments segments = new Segments();

  @Test
  void reads_back_what_was_written_open_or_sealed() {
    StepEncoder encoder = new StepEncoder();
    List<StepRow> rows = new ArrayList<>();
    StepRow row = Steps.random(random, 0);
    while (encoder.add(row)) {
      rows.add(row);
      row = Steps.random(random, 0);
    }
    byte[] plain = encoder.bytes().toBytes();
    byte[] sealed = segments.seal(encoder);

    assertThat(StepDecoder.read(plain)).isEqualTo(rows);
    assertThat(StepDecoder.read(sealed)).isEqualTo(rows);
    assertThat(encoder.steps()).isEqualTo(rows.size()).isGreaterThan(100);
    assertThat(sealed.length).isLessThan(plain.length / 2);
  }

  @Test
  void goes_on_where_a_stored_one_ended() {
    List<StepRow> rows = List.of(Steps.random(random, 1), Steps.random(random, 1));
    StepRow next = Steps.random(random, 1);
    StepEncoder encoder = StepEncoder.of(StepDecoder.read(StepEncoder.of(rows).bytes().toBytes()));
    encoder.add(next);

    assertThat(StepDecoder.read(encoder.bytes().toBytes()))
        .containsExactly(rows.get(0), rows.get(1), next);
  }

  @Test
  void takes_a_hundred_and_fifty_bytes_for_a_step_without_views() {
    StepEncoder encoder = new StepEncoder();
    for (int i = 0; i < 100; i++) {
      StepRow row = Steps.random(random, 0);
      Payload bare = new Payload(row.result().digest(), row.result().sizeBytes(), "");
      encoder.add(Steps.withResult(Steps.withArguments(row, bare), bare));
    }

    assertThat(segments.seal(encoder).length / 100).isLessThan(150);
  }

  @Test
  void leaves_a_step_out_that_does_not_fit_and_stays_readable() {
    StepRow small = Steps.random(random, 0);
    Payload view = new Payload(small.result().digest(), 600_000, "x".repeat(600_000));
    StepRow first = Steps.withResult(Steps.named(small, "first"), Payload.NONE);
    StepEncoder encoder = new StepEncoder();

    assertThat(encoder.add(first)).isTrue();
    StepRow tooMuch =
        Steps.withArguments(
            Steps.withResult(small, view), new Payload(view.digest(), 1, "y".repeat(600_000)));
    assertThat(encoder.add(tooMuch)).isFalse();
    assertThat(encoder.add(small)).isFalse();
    assertThat(StepDecoder.read(encoder.bytes().toBytes())).containsExactly(first);
  }

  @Test
  void refuses_another_version_and_damage() {
    byte[] sealed = segments.seal(StepEncoder.of(List.of(Steps.random(random, 0))));
    byte[] other = sealed.clone();
    other[0] = 2;

    assertThatThrownBy(() -> StepDecoder.read(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment: got version 2 (expected: version 1)");
    assertThatThrownBy(() -> StepDecoder.read(new byte[0]))
        .hasMessage("segment: got no bytes (expected: version 1)");
  }
}
