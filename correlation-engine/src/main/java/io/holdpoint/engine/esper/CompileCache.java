// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EPCompiledManifest;
import io.holdpoint.model.json.Hashes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled rules by what they were compiled from: rule id, EPL, event columns and Esper version.
 * Shipped rules are found in the jar, where the build put them; others in a folder, if one is
 * given. A broken or unreadable entry counts as absent. Safe for use by many threads.
 */
public final class CompileCache {
  /** Where the build puts compiled rules, below the class path's root. */
  public static final String SHIPPED = "io/holdpoint/engine/compiled";

  private static final Logger LOG = LoggerFactory.getLogger(CompileCache.class);
  private static final int MAGIC = 0x48505231;

  private final @Nullable Path folder;

  /**
   * @param folder where compiled rules are kept, created when needed, or null to keep none
   */
  public CompileCache(@Nullable Path folder) {
    this.folder = folder;
  }

  Optional<EPCompiled> find(String name, String epl) {
    String file = fileName(name, epl);
    try (InputStream shipped =
        CompileCache.class.getClassLoader().getResourceAsStream(SHIPPED + "/" + file)) {
      if (shipped != null) {
        return Optional.of(read(shipped.readAllBytes()));
      }
      if (folder != null && Files.isRegularFile(folder.resolve(file))) {
        return Optional.of(read(Files.readAllBytes(folder.resolve(file))));
      }
    } catch (IOException e) {
      LOG.warn("compiled rule {}: cannot be read, it is compiled again ({})", name, e.toString());
    }
    return Optional.empty();
  }

  void store(String name, String epl, EPCompiled compiled) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, name, ".tmp");
      Files.write(temporary, write(compiled));
      Files.move(
          temporary,
          folder.resolve(fileName(name, epl)),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("compiled rule {}: cannot be kept for the next start ({})", name, e.toString());
    }
  }

  private static String fileName(String name, String epl) {
    String esper = String.valueOf(EPCompiled.class.getPackage().getImplementationVersion());
    return name + "-" + Hashes.sha256Hex(32, name, epl, columns(), esper) + ".epl";
  }

  private static String columns() {
    return AllowedClasses.EVENTS.stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .map(Method::toString)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** The classes as they are kept and handed over. */
  static byte[] toBytes(EPCompiled compiled) {
    try {
      return write(compiled);
    } catch (IOException e) {
      throw new UncheckedIOException("compiled rule: cannot be written to memory", e);
    }
  }

  private static byte[] write(EPCompiled compiled) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      compiled.getManifest().write(out);
      Map<String, byte[]> classes = new TreeMap<>(compiled.getClasses());
      out.writeInt(classes.size());
      for (var entry : classes.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The classes as they were written.
   *
   * @throws IOException if the bytes are something else
   */
  static EPCompiled read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("not a compiled rule");
      }
      EPCompiledManifest manifest = EPCompiledManifest.read(in);
      int count = in.readInt();
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String className = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
          throw new IOException("cut short");
        }
        classes.put(className, in.readNBytes(length));
      }
      if (!classes.containsKey(manifest.getModuleProviderClassName())) {
        throw new IOException("begins with a class that is not in it");
      }
      return new EPCompiled(classes, manifest);
    }
  }
}
