// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a verdict is what it is. */
public record ReasonView(
    String code, @Nullable RuleView rule, String text, List<String> evidence) {}
