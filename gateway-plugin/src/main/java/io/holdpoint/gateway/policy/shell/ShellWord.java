// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

/**
 * One word.
 *
 * @param text as far as it can be read
 * @param changes true if the shell would put something else in its place, or several words
 */
record ShellWord(String text, boolean changes) {}
