// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Names on the telemetry wire; start at {@link io.holdpoint.model.telemetry.Attributes}. */
@NullMarked
package io.holdpoint.model.telemetry;

import org.jspecify.annotations.NullMarked;
