// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

  @TempDir Path temp;

  @Test
  void secret_isTheSameAfterARestartAndForItsOwnerOnly() throws IOException {
    Path path = temp.resolve("a/data");
    byte[] first;
    try (DataFolder folder = DataFolder.open(path)) {
      first = folder.secret("digest.key", 32);
      assertThat(folder.secret("other.key", 32)).isNotEqualTo(first);
    }
    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.secret("digest.key", 32)).isEqualTo(first);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path.resolve("digest.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void open_refusesAFolderInUse() {
    try (DataFolder folder = DataFolder.open(temp.resolve("data"))) {
      assertThatThrownBy(() -> DataFolder.open(folder.path()))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("is in use");
    }
  }

  @Test
  void open_refusesAFile() throws IOException {
    Path file = Files.writeString(temp.resolve("data"), "");

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("is a file (expected: a folder)");
  }

  @Test
  void secret_refusesWhatIsNone() throws IOException {
    try (DataFolder folder = DataFolder.open(temp.resolve("data"))) {
      Files.writeString(folder.resolve("digest.key"), "tr0ub4dor");

      assertThatThrownBy(() -> folder.secret("digest.key", 32))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("64 lower-case hex digits")
          .hasMessageNotContaining("tr0ub4dor");
    }
  }
}
