// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Alerts that wait to be sent, and the far ends that take them; start at {@link
 * io.holdpoint.server.alert.send.Outbox}.
 */
@NullMarked
package io.holdpoint.server.alert.send;

import org.jspecify.annotations.NullMarked;
