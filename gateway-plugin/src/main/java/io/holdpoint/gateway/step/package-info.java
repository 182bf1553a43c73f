// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One judged step with its evidence and its span, whatever carries it; start at {@link
 * io.holdpoint.gateway.step.Steps}.
 */
@NullMarked
package io.holdpoint.gateway.step;

import org.jspecify.annotations.NullMarked;
