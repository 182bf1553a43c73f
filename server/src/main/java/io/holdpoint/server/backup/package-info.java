// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Backups of the session store; start at {@link io.holdpoint.server.backup.BackupDesk}. */
@NullMarked
package io.holdpoint.server.backup;

import org.jspecify.annotations.NullMarked;
