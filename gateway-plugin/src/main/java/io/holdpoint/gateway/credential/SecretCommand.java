// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program that knows a secret: bounded in time and output, without shell or input. */
final class SecretCommand {

  /** How long a program may take. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private SecretCommand() {}

  static String output(List<String> words, int longest) throws CredentialException {
    return output(words, longest, LIMIT);
  }

  static String output(List<String> words, int longest, Duration limit) throws CredentialException {
    String name = "command " + words.getFirst();
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new CredentialException(name + ": cannot be started", e);
    }
    try {
      CompletableFuture<byte[]> written = written(process, longest + 1);
      byte[] bytes = written.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (bytes.length > longest) {
        throw new CredentialException(name + ": got more than " + longest + " bytes");
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CredentialException(name + ": got no end within " + limit);
      }
      if (process.exitValue() != 0) {
        throw new CredentialException(
            name + ": got exit code " + process.exitValue() + " (expected: 0)");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw new CredentialException(name + ": got no end within " + limit, e);
    } catch (ExecutionException e) {
      throw new CredentialException(name + ": its output cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialException(name + ": interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<byte[]> written(Process process, int most) {
    CompletableFuture<byte[]> written = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("gateway-secret")
        .start(
            () -> {
              try (InputStream out = process.getInputStream()) {
                written.complete(out.readNBytes(most));
              } catch (IOException e) {
                written.completeExceptionally(e);
              }
            });
    return written;
  }
}
