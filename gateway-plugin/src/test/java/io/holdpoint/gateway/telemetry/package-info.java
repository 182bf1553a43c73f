// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of spans; start at {@code OtelStepSpansIT}. */
@NullMarked
package io.holdpoint.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
