// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the doctor, with homes made for them and real servers. */
@NullMarked
package io.holdpoint.server.doctor;

import org.jspecify.annotations.NullMarked;
