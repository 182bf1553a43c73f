// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How a step is decided on, whatever carries it; start at {@link
 * io.holdpoint.gateway.decision.StepJudgement}.
 */
@NullMarked
package io.holdpoint.gateway.decision;

import org.jspecify.annotations.NullMarked;
