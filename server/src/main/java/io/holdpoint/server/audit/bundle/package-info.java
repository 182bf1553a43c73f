// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** All the evidence of one session in one signed file; start at {@link BundleWriter}. */
@NullMarked
package io.holdpoint.server.audit.bundle;

import org.jspecify.annotations.NullMarked;
