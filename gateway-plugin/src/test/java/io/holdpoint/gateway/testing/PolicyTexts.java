// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.catalogue.Documents;
import io.holdpoint.gateway.policy.PolicyText;

/** Policy files of tests. */
public final class PolicyTexts {

  private PolicyTexts() {}

  /** A file with this text below the lines that every policy begins with. */
  public static PolicyText of(String text) {
    return plain("apiVersion: holdpoint/v1\nkind: Policy\n" + text);
  }

  /** A file with this text and nothing else. */
  public static PolicyText plain(String whole) {
    return new PolicyText("policy.yaml", whole, Documents.parse(whole));
  }
}
