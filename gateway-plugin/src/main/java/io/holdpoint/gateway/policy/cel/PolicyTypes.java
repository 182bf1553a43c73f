// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.holdpoint.gateway.policy.sql.SqlStatement;
import java.util.Locale;
import java.util.Optional;

/** The things conditions speak of, with their fields, so that a wrong name is found at load. */
final class PolicyTypes implements CelTypeProvider {

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType FLAG = SimpleType.BOOL;
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  static final StructType PRINCIPAL =
      struct(
          "Principal",
          ImmutableMap.of(
              "subject", TEXT, "issuer", TEXT, "client", TEXT, "key", TEXT, "kind", TEXT, "groups",
              TEXTS, "tenant", TEXT));

  static final StructType AGENT =
      struct(
          "Agent",
          ImmutableMap.of("name", TEXT, "version", TEXT, "owner", TEXT, "registered", FLAG));

  static final StructType REGISTRY =
      struct(
          "Registry",
          ImmutableMap.of(
              "owner",
              TEXT,
              "team",
              TEXT,
              "purpose",
              TEXT,
              "approvers",
              TEXTS,
              "limited",
              FLAG,
              "allowed_effects",
              TEXTS,
              "beyond",
              TEXTS));

  static final StructType SESSION =
      struct(
          "Session",
          ImmutableMap.of(
              "id",
              TEXT,
              "task",
              TEXT,
              "environment",
              TEXT,
              "risk",
              SimpleType.INT,
              "labels",
              TEXTS,
              "effects",
              TEXTS,
              "attested",
              FLAG,
              "age_seconds",
              SimpleType.INT));

  static final StructType TOOL =
      struct(
          "Tool",
          ImmutableMap.of(
              "name", TEXT, "upstream", TEXT, "known", FLAG, "effects", TEXTS, "labels", TEXTS));

  static final StructType RESULT =
      struct(
          "Result",
          ImmutableMap.of(
              "value",
              SimpleType.DYN,
              "text",
              TEXT,
              "error",
              FLAG,
              "labels",
              TEXTS,
              "bytes",
              SimpleType.INT));

  static final StructType SQL = sql();

  static final StructType SHELL =
      struct(
          "shell.Command",
          ImmutableMap.of(
              "name",
              TEXT,
              "words",
              TEXTS,
              "args",
              TEXTS,
              "flags",
              TEXTS,
              "operands",
              TEXTS,
              "writes",
              TEXTS,
              "unclear",
              FLAG,
              "partial",
              FLAG));

  private static final ImmutableList<CelType> ALL =
      ImmutableList.of(PRINCIPAL, AGENT, REGISTRY, SESSION, TOOL, RESULT, SQL, SHELL);

  private static StructType sql() {
    ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
    fields.put("kind", TEXT).put("tables", TEXTS).put("unparsable", FLAG).put("risky", FLAG);
    for (SqlStatement.Act act : SqlStatement.Act.values()) {
      fields.put(field(act), FLAG);
    }
    return struct("sql.Statement", fields.build());
  }

  static String field(SqlStatement.Act act) {
    return act.name().toLowerCase(Locale.ROOT);
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name,
        ImmutableSet.copyOf(fields.keySet()),
        field -> Optional.ofNullable(fields.get(field)));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ALL;
  }

  @Override
  public Optional<CelType> findType(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
