// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

/** Arguments or a result, masked. */
public record PayloadView(String digest, int sizeBytes, String masked) {}
