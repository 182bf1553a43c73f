// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of signals and declarations; start at {@code JournaledSignalBusTest}. */
@NullMarked
package io.holdpoint.gateway.containment;

import org.jspecify.annotations.NullMarked;
