// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which JDK the launcher takes, and what it says where there is none. The JDKs are folders with a
 * {@code java} that prints where it stands.
 */
class LauncherIT {

  private static final long LIMIT_SECONDS = 20;

  @TempDir Path folder;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void takesNamedJdk_beforeEveryOther() throws IOException, InterruptedException {
    Path named = jdk("named", "26.0.1");
    Path home = jdk("home", "25.0.1");

    Run run = launch(Map.of("HOLDPOINT_JAVA_HOME", named.toString(), "JAVA_HOME", home.toString()));

    assertThat(run.out()).startsWith(named.toString()).contains("io.holdpoint.server.Holdpoint");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysSoAndGoesOn_whenNamedJdkIsTooOld() throws IOException, InterruptedException {
    Path named = jdk("named", "21.0.4");
    Path home = jdk("home", "25");

    Run run = launch(Map.of("HOLDPOINT_JAVA_HOME", named.toString(), "JAVA_HOME", home.toString()));

    assertThat(run.err()).contains("got " + named).contains("expected: the folder of a JDK 25");
    assertThat(run.out()).startsWith(home.toString());
  }

  @Test
  void takesJavaOnPath_whenJavaHomeIsTooOld() throws IOException, InterruptedException {
    Path home = jdk("home", "1.8.0_402");
    Path onPath = jdk("path", "27-ea");

    Run run =
        launch(
            Map.of("JAVA_HOME", home.toString(), "PATH", onPath.resolve("bin") + ":/usr/bin:/bin"));

    assertThat(run.out()).startsWith(onPath.toRealPath().toString());
  }

  @Test
  void looksIntoTheFolders_whenNeitherJavaHomeNorPathWillDo()
      throws IOException, InterruptedException {
    jdk("jdks/old", "17.0.2");
    Path good = jdk("jdks/recent", "25.0.2");

    Run run = launch(Map.of());

    assertThat(run.out()).startsWith(good.toString());
  }

  @Test
  void saysWhatToInstall_whenThereIsNone() throws IOException, InterruptedException {
    Path old = jdk("jdks/old", "17.0.2");

    Run run = launch(Map.of());

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err())
        .contains("no JDK 25 or newer found")
        .contains("set JAVA_HOME")
        .contains("Java 17:  " + old);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void dropsItsCache_whenJarsWereBuiltSince() throws IOException, InterruptedException {
    Path root = copy();
    Path lib = Files.createDirectories(root.resolve("samples/target/holdpoint/lib"));
    Path cache = root.resolve("target/holdpoint-client-25.aot");
    Path jar = Files.createFile(lib.resolve("server-1.jar"));
    Files.createFile(cache);
    Map<String, String> environment = Map.of("HOLDPOINT_JAVA_HOME", jdk("home", "25").toString());

    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
    assertThat(launch(root, environment).out()).contains("-XX:AOTCache=" + cache);

    Files.setLastModifiedTime(cache, FileTime.fromMillis(500_000));
    assertThat(launch(root, environment).out()).doesNotContain("AOTCache");
    assertThat(cache).doesNotExist();
  }

  @Test
  void makesItsCaches_thoughTheirMakingWasEndedByForceBefore()
      throws IOException, InterruptedException {
    Path root = copy();
    Path owner = Files.createDirectory(root.resolve("target/.training")).resolve("pid");
    Path log = root.resolve("target/aot.log");
    Map<String, String> environment =
        Map.of("HOLDPOINT_JAVA_HOME", jdk("home", "25").toString(), "HOLDPOINT_AOT", "yes");

    Files.writeString(owner, String.valueOf(ProcessHandle.current().pid()));
    launch(root, environment);
    assertThat(log).doesNotExist();

    Files.writeString(owner, String.valueOf(Integer.MAX_VALUE));
    launch(root, environment);
    await().untilAsserted(() -> assertThat(log).content().contains("holdpoint-server-25.aot.new"));
    await().until(() -> Files.notExists(owner.getParent()));
  }

  private Path copy() throws IOException {
    Path root = Files.createDirectory(folder.resolve("copy"));
    Files.createDirectory(root.resolve("target"));
    Files.copy(Path.of("../holdpoint"), root.resolve("holdpoint"));
    assertThat(root.resolve("holdpoint").toFile().setExecutable(true)).isTrue();
    return root;
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : new String[] {"java", "javac"}) {
      Path file = home.resolve("bin").resolve(tool);
      Files.writeString(file, "#!/bin/sh\necho \"" + home + "\" \"$@\"\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return home;
  }

  /** With a Java of 11 on the path, unless {@code environment} says otherwise. */
  private Run launch(Map<String, String> environment) throws IOException, InterruptedException {
    return launch(Path.of("..").toAbsolutePath().normalize(), environment);
  }

  private Run launch(Path root, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("holdpoint").toString(), "version")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> given = builder.environment();
    given.remove("JAVA_HOME");
    given.remove("HOLDPOINT_JAVA_HOME");
    given.put("HOLDPOINT_BUILD", "never");
    given.put("HOLDPOINT_AOT", "never");
    given.put("HOLDPOINT_JDKS", folder.resolve("jdks").toString());
    given.put("PATH", jdk("eleven", "11.0.1").resolve("bin") + ":/usr/bin:/bin");
    given.putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
