// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Words on held calls that come back from where they were sent to; start at {@link
 * io.holdpoint.server.alert.reply.ReplyDoor}.
 */
@NullMarked
package io.holdpoint.server.alert.reply;

import org.jspecify.annotations.NullMarked;
