// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a verification of a bundle found.
 *
 * @param session whose evidence it says it is; empty if it does not say so in a readable way
 * @param records how many records are what they were
 * @param findings what is wrong; empty if nothing is
 * @param vouched how far all this is sure, in sentences
 */
public record BundleReport(
    String session, long records, List<String> findings, List<String> vouched) {

  public BundleReport {
    requireNonNull(session, "session");
    findings = List.copyOf(findings);
    vouched = List.copyOf(vouched);
  }

  /** True if nothing is wrong. */
  public boolean whole() {
    return findings.isEmpty();
  }
}
