// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretReferenceTest {

  @TempDir Path folder;

  @Test
  void readsFilesAndCommands_withoutShell() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), " hush-1\n");

    assertThat(new SecretReference.InFile(file).read()).isEqualTo("hush-1");
    assertThat(new SecretReference.Output(List.of("cat", file.toString())).read())
        .isEqualTo("hush-1");
    assertThat(new SecretReference.Output(List.of("echo", "$HOME;", "`id`")).read())
        .isEqualTo("$HOME; `id`");
  }

  @Test
  void boundsCommands_inTimeAndOutput() {
    assertThatThrownBy(
            () -> SecretCommand.output(List.of("sleep", "60"), 100, Duration.ofMillis(50)))
        .isInstanceOf(CredentialException.class)
        .hasMessage("command sleep: got no end within PT0.05S");
    assertThatThrownBy(() -> SecretCommand.output(List.of("yes", "hush"), 100))
        .hasMessage("command yes: got more than 100 bytes");
    assertThatThrownBy(() -> new SecretReference.Output(List.of("ls", "/none/hush")).read())
        .hasMessageContaining("exit code")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> new SecretReference.Output(List.of("/none/such")).read())
        .hasMessageContaining("cannot be started");
    assertThatThrownBy(() -> new SecretReference.Output(List.of("true")).read())
        .hasMessageContaining("got nothing");
  }

  @Test
  void readsAKeyOfAKeystore_withAPasswordFromElsewhere() throws Exception {
    Path store = keystore("files", "hush-2", "opener-1");
    Path password = Files.writeString(folder.resolve("password"), "opener-1\n");
    SecretReference opener = new SecretReference.InFile(password);

    assertThat(new SecretReference.InKeystore(store, "files", opener).read()).isEqualTo("hush-2");
    assertThatThrownBy(() -> new SecretReference.InKeystore(store, "other", opener).read())
        .hasMessageContaining("got no secret key of this alias");
    assertThatThrownBy(
            () ->
                new SecretReference.InKeystore(
                        store, "files", new SecretReference.Text("wrong-opener"))
                    .read())
        .isInstanceOf(CredentialException.class)
        .hasMessageNotContaining("wrong-opener");
  }

  @Test
  void showsNoSecret() {
    SecretReference text = new SecretReference.Text("hush");
    assertThat(text.toString()).doesNotContain("hush");
    assertThat(new SecretReference.Output(List.of("vault", "hush")).toString())
        .isEqualTo("secret of command vault");
    assertThat(new ReferredSecret("x-api-key", "", text).toString()).doesNotContain("hush");
  }

  private Path keystore(String alias, String secret, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] opener = password.toCharArray();
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(
            new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "AES")),
        new KeyStore.PasswordProtection(opener));
    Path file = folder.resolve("secrets.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, opener);
    }
    return file;
  }
}
