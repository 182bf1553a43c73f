// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

/** The event classes of OCSF that are used. */
enum OcsfClass {
  AUTHENTICATION(3, 3002, "Identity & Access Management", "Authentication"),
  ENTITY_MANAGEMENT(3, 3004, "Identity & Access Management", "Entity Management"),
  DETECTION_FINDING(2, 2004, "Findings", "Detection Finding"),
  API_ACTIVITY(6, 6003, "Application Activity", "API Activity");

  /** Something that the schema has no number for; its name says what. */
  static final int OTHER = 99;

  static final int CREATE = 1;
  static final int READ = 2;
  static final int UPDATE = 3;
  static final int DELETE = 4;
  static final int ENABLE = 8;
  static final int DISABLE = 9;
  static final int ACTIVATE = 10;
  static final int DEACTIVATE = 11;
  static final int SUSPEND = 12;
  static final int RESUME = 13;

  final int category;
  final int uid;
  final String categoryName;
  final String className;

  OcsfClass(int category, int uid, String categoryName, String className) {
    this.category = category;
    this.uid = uid;
    this.categoryName = categoryName;
    this.className = className;
  }
}
