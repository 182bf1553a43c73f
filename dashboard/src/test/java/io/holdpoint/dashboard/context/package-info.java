// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.holdpoint.dashboard.context;

import org.jspecify.annotations.NullMarked;
