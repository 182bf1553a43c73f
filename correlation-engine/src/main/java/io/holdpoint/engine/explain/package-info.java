// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Says why a rule matched, and proves it by telling an engine of its own the session again; start
 * at {@link io.holdpoint.engine.explain.Explainer}.
 */
@NullMarked
package io.holdpoint.engine.explain;

import org.jspecify.annotations.NullMarked;
