// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Ports between the modules; start at {@link io.holdpoint.model.port.SessionMonitor}. */
@NullMarked
package io.holdpoint.model.port;

import org.jspecify.annotations.NullMarked;
