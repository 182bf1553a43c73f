// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One thing the doctor saw.
 *
 * @param severity how bad it is
 * @param area what it is about: machine, upstream, agent or secret
 * @param subject which one
 * @param text what was seen; never a secret
 * @param advice what to do about it, empty if nothing
 */
public record Finding(Severity severity, String area, String subject, String text, String advice) {

  /** From nothing to do, to something that must be done. */
  public enum Severity {
    OK,
    INFO,
    WARNING,
    ERROR;

    /** In lower case, as shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    requireNonNull(severity, "severity");
    requireNonNull(area, "area");
    requireNonNull(subject, "subject");
    requireNonNull(text, "text");
    requireNonNull(advice, "advice");
  }

  static Finding ok(String area, String subject, String text) {
    return new Finding(Severity.OK, area, subject, text, "");
  }
}
