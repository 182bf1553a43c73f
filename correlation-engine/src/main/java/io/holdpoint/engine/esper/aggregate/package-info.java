// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Aggregation functions of the house that the short forms of rules compile to; each remembers a
 * bounded number of things; start at {@link io.holdpoint.engine.esper.aggregate.SequenceFunction}.
 */
@NullMarked
package io.holdpoint.engine.esper.aggregate;

import org.jspecify.annotations.NullMarked;
