// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What just happened, for pages that listen; start at {@link io.holdpoint.dashboard.feed.LiveFeed}.
 */
@NullMarked
package io.holdpoint.dashboard.feed;

import org.jspecify.annotations.NullMarked;
