// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import io.holdpoint.model.identity.EvidenceGrade;
import java.util.Arrays;
import java.util.Optional;

/** How far a sender of telemetry is believed. */
public enum Trust {
  /** Our own gateway: its {@code holdpoint.*} attributes are facts. */
  GATEWAY('g', EvidenceGrade.G0),
  /** A registered agent framework: believed about itself, and may raise signals. */
  FRAMEWORK('f', EvidenceGrade.G2),
  /** A sender without a token: shown, may raise alerts, contains nobody. */
  NONE('n', EvidenceGrade.G3);

  private final char code;
  private final EvidenceGrade grade;

  Trust(char code, EvidenceGrade grade) {
    this.code = code;
    this.grade = grade;
  }

  /** The grade of what such a sender tells. */
  public EvidenceGrade grade() {
    return grade;
  }

  /** One letter that stands for it in files. */
  public byte code() {
    return (byte) code;
  }

  /** What a letter stands for, or empty if it stands for nothing. */
  public static Optional<Trust> ofCode(byte code) {
    return Arrays.stream(values()).filter(trust -> trust.code() == code).findFirst();
  }
}
