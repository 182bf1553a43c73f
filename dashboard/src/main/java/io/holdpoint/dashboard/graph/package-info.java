// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What led to what in a session, and where it is drawn; start at {@link
 * io.holdpoint.dashboard.graph.GraphBuilder}.
 */
@NullMarked
package io.holdpoint.dashboard.graph;

import org.jspecify.annotations.NullMarked;
