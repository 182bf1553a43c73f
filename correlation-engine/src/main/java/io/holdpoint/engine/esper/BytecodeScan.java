// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what compiled rules really call. Names in EPL can be hidden behind method chains; the
 * constant pool of the generated classes cannot lie. Whatever is not known to be harmless is
 * refused, member by member.
 */
final class BytecodeScan {
  /** Types whose members are all harmless: pure values and collections. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java/lang/Math",
          "java/lang/Comparable",
          "java/lang/CharSequence",
          "java/lang/Iterable",
          "java/lang/Number",
          "java/lang/StringBuilder",
          "java/util/ArrayDeque",
          "java/util/ArrayList",
          "java/util/Arrays",
          "java/util/Collection",
          "java/util/Collections",
          "java/util/Deque",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Iterator",
          "java/util/LinkedHashMap",
          "java/util/LinkedHashSet",
          "java/util/List",
          "java/util/Map",
          "java/util/Map$Entry",
          "java/util/Queue",
          "java/util/Set",
          "java/util/TreeMap",
          "java/util/concurrent/atomic/AtomicLong",
          "java/util/function/Supplier");

  /** Types of which only these members are harmless. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.ofEntries(
          Map.entry(
              "java/lang/Object", Set.of("<init>", "equals", "hashCode", "toString", "getClass")),
          Map.entry("java/util/Objects", Set.of("equals", "hash", "hashCode")),
          Map.entry("java/lang/Class", Set.of("getName", "getSimpleName")),
          Map.entry(
              "java/lang/String",
              Set.of(
                  "<init>",
                  "charAt",
                  "compareTo",
                  "concat",
                  "contains",
                  "endsWith",
                  "equals",
                  "equalsIgnoreCase",
                  "hashCode",
                  "indexOf",
                  "isEmpty",
                  "length",
                  "startsWith",
                  "substring",
                  "toLowerCase",
                  "toString",
                  "toUpperCase",
                  "trim",
                  "valueOf")),
          Map.entry("java/lang/Boolean", boxed("booleanValue", "TRUE", "FALSE")),
          Map.entry("java/lang/Byte", boxed("byteValue")),
          Map.entry("java/lang/Character", boxed("charValue")),
          Map.entry("java/lang/Double", boxed("doubleValue")),
          Map.entry("java/lang/Float", boxed("floatValue")),
          Map.entry("java/lang/Integer", boxed("intValue", "longValue")),
          Map.entry("java/lang/Long", boxed("longValue")),
          Map.entry("java/lang/Short", boxed("shortValue")),
          Map.entry("java/lang/RuntimeException", Set.of("<init>")),
          Map.entry("java/lang/IllegalArgumentException", Set.of("<init>")),
          Map.entry("java/lang/IllegalStateException", Set.of("<init>")),
          Map.entry("java/lang/UnsupportedOperationException", Set.of("<init>")));

  /** Aggregation functions of the house: no more than counting. */
  private static final String AGGREGATES = "io/holdpoint/engine/esper/aggregate/";

  /** Where Esper puts what it compiles. */
  private static final String GENERATED = "generated.";

  private BytecodeScan() {}

  /**
   * The classes and calls that are not allowed, calls as {@code owner.member}; empty if the classes
   * are clean.
   */
  static Set<String> forbiddenCalls(Map<String, byte[]> classes) {
    Set<String> forbidden = new TreeSet<>();
    for (String name : classes.keySet()) {
      if (!name.startsWith(GENERATED)) {
        // Its name would stand for a class of ours or of Java wherever the others call it.
        forbidden.add("class " + name);
      }
    }
    for (byte[] bytes : classes.values()) {
      for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
        if (entry instanceof MemberRefEntry member && !isAllowed(member, classes)) {
          forbidden.add(
              member.owner().asInternalName().replace('/', '.')
                  + "."
                  + member.name().stringValue());
        }
      }
    }
    return forbidden;
  }

  private static boolean isAllowed(MemberRefEntry member, Map<String, byte[]> classes) {
    String owner = member.owner().asInternalName();
    String name = member.name().stringValue();
    if (classes.containsKey(owner.replace('/', '.'))) {
      return true;
    }
    if (owner.startsWith("io/holdpoint/engine/event/")) {
      return member.type().stringValue().startsWith("()");
    }
    if (owner.startsWith("com/espertech/esper/common/") || owner.startsWith(AGGREGATES)) {
      return true;
    }
    return HARMLESS.contains(owner) || MEMBERS.getOrDefault(owner, Set.of()).contains(name);
  }

  private static Set<String> boxed(String... own) {
    Set<String> members = new TreeSet<>(Set.of(own));
    members.addAll(
        Set.of("TYPE", "valueOf", "compareTo", "compare", "equals", "hashCode", "toString"));
    return Set.copyOf(members);
  }
}
