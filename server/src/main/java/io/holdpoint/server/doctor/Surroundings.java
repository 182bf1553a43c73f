// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where the doctor looks.
 *
 * @param home of the user whose agents run here
 * @param folder where it was called
 * @param clock this machine's time
 */
public record Surroundings(Path home, Path folder, InstantSource clock) {}
