// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Lz4Test {

  private final Random random = new Random(3);
  private final Lz4 lz4 = new Lz4();

  @Test
  void gives_back_bytes_of_every_length_and_kind() {
    for (int length = 0; length < 3000; length += length < 70 ? 1 : 37) {
      for (int range : new int[] {1, 2, 5, 256}) {
        byte[] bytes = bytes(length, range);
        byte[] compressed = compressed(bytes);

        assertThat(Lz4.decompress(compressed, 0, length)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void gives_back_large_pieces_with_long_and_far_matches() {
    byte[] piece = bytes(40_000, 256);
    byte[] bytes = new byte[200_000];
    for (int at = 0; at < bytes.length; at += piece.length) {
      System.arraycopy(piece, 0, bytes, at, piece.length);
    }
    byte[] compressed = compressed(bytes);

    assertThat(compressed.length).isLessThan(42_000);
    assertThat(Lz4.decompress(compressed, 0, bytes.length)).isEqualTo(bytes);
  }

  /** Twelve letters a, written by hand from the description of the format. */
  @Test
  void reads_a_block_of_the_published_format() {
    byte[] block = HexFormat.of().parseHex("12" + "61" + "0100" + "50" + "6161616161");

    assertThat(Lz4.decompress(block, 0, 12)).asString().isEqualTo("aaaaaaaaaaaa");
  }

  @Test
  void refuses_damage_and_never_reads_beyond_the_end() {
    byte[] bytes = bytes(2000, 4);
    byte[] compressed = compressed(bytes);

    assertThatThrownBy(() -> Lz4.decompress(compressed, 0, 1999))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lz4.decompress(compressed, 0, 2001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("compressed bytes: got 2000 (expected: 2001)");
    assertThatThrownBy(() -> Lz4.decompress(HexFormat.of().parseHex("1261000050616161"), 0, 12))
        .hasMessage("match distance: got 0 (expected: 1 to 65535)");
  }

  private byte[] bytes(int length, int range) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(range);
    }
    return bytes;
  }

  private byte[] compressed(byte[] bytes) {
    ByteSink out = new ByteSink(16);
    lz4.compress(bytes, bytes.length, out);
    return out.toBytes();
  }
}
