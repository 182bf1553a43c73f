// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** The model as JSON shows it; start at {@link io.holdpoint.dashboard.view.Views}. */
@NullMarked
package io.holdpoint.dashboard.view;

import org.jspecify.annotations.NullMarked;
