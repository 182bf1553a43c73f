// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the process that compiles is started.
 *
 * @param main the class it begins with
 * @param classPath what it may load, and read
 * @param mustBeConfined whether it has to end where the system cannot confine it
 */
record ApartCommand(String main, String classPath, boolean mustBeConfined) {

  /** With this process's own classes. */
  static ApartCommand own(boolean mustBeConfined) {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return new ApartCommand(ApartMain.class.getName(), classPath, mustBeConfined);
  }

  /** The words of the command. */
  List<String> words(ApartLimits limits) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + limits.heapMegabytes() + "m");
    words.add("-XX:MaxMetaspaceSize=" + limits.classMegabytes() + "m");
    words.add("-XX:ReservedCodeCacheSize=" + limits.classMegabytes() + "m");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("-XX:ActiveProcessorCount=1");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-XX:-UseContainerSupport");
    words.add("-XX:-UsePerfData");
    words.add("-XX:+DisableAttachMechanism");
    words.add("-Duser.timezone=UTC");
    words.add("-Dslf4j.internal.verbosity=ERROR");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("-cp");
    words.add(classPath);
    words.add(main);
    words.add(mustBeConfined ? ApartMain.CONFINED : ApartMain.AS_FAR_AS_POSSIBLE);
    return words;
  }
}
