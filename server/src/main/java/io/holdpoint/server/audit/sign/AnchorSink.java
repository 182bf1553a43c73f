// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.sign;

import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import io.holdpoint.model.audit.Checkpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Where checkpoints go when they leave the journal. */
public sealed interface AnchorSink extends AutoCloseable {

  /** What to call it in messages. */
  String name();

  /**
   * Hands a checkpoint over and returns when it is safe there.
   *
   * @throws IOException if it is not
   */
  void deliver(Checkpoint checkpoint) throws IOException;

  @Override
  void close();

  /** Lines at the end of a file. Its folder must be there: a disk that is not mounted shows. */
  record ToFile(Path file) implements AnchorSink {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public void deliver(Checkpoint checkpoint) throws IOException {
      byte[] line = (CheckpointJson.line(checkpoint) + "\n").getBytes(StandardCharsets.US_ASCII);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  /** Posts each to a web address. */
  final class ToUrl implements AnchorSink {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI url;
    private final Map<String, String> headers;
    private final OutboundClient client;

    /**
     * @param url named by the operator
     * @param token shown as a bearer token, empty if none
     */
    public ToUrl(URI url, String token) {
      this.url = url;
      this.headers = token.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + token);
      this.client = new OutboundClient(Set.of(url), PATIENCE);
    }

    @Override
    public String name() {
      return url.getHost();
    }

    @Override
    public void deliver(Checkpoint checkpoint) throws IOException {
      byte[] body = CheckpointJson.line(checkpoint).getBytes(StandardCharsets.US_ASCII);
      try {
        client.send(url, "application/json", body, headers);
      } catch (OutboundException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
