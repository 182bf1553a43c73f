// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.holdpoint.dashboard.graph;

import org.jspecify.annotations.NullMarked;
