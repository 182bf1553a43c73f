// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

/** A rule in the version that judged. */
public record RuleView(String id, int version) {}
