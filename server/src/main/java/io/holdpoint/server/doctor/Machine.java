// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.doctor.Finding.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the gateway stands on: Java, clock, data folder, ports. */
final class Machine {

  private static final String AREA = "machine";
  private static final int NEEDED_JAVA = 25;
  private static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final int MILLIS = 1000;

  private final ServerConfig config;
  private final InstantSource clock;

  Machine(ServerConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(clock());
    findings.add(folder(config.dataDir()));
    findings.add(
        port(
            "gateway.listen",
            new InetSocketAddress(
                config.gateway().listen().host(), config.gateway().listen().port()),
            true));
    findings.add(
        port(
            "control.listen",
            new InetSocketAddress(config.control().host(), config.control().port()),
            false));
    findings.add(port("collector (gRPC)", config.collector().grpcListen(), false));
    findings.add(port("collector (HTTP)", config.collector().httpListen(), false));
    return findings;
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    return feature >= NEEDED_JAVA
        ? Finding.ok(AREA, "java", "Java " + Runtime.version())
        : new Finding(
            Severity.ERROR,
            AREA,
            "java",
            "got Java " + feature + " (expected: " + NEEDED_JAVA + " or newer)",
            "install a JDK " + NEEDED_JAVA + " and point HOLDPOINT_JAVA_HOME at it");
  }

  private Finding clock() {
    Instant now = clock.instant();
    return now.isAfter(NOT_BEFORE)
        ? Finding.ok(AREA, "clock", now.toString())
        : new Finding(
            Severity.ERROR,
            AREA,
            "clock",
            "got " + now + " (expected: the present)",
            "set the clock: expiry of grants and the order of evidence depend on it");
  }

  private static Finding folder(Path folder) {
    String subject = folder.toString();
    if (!Files.exists(folder)) {
      return new Finding(
          Severity.INFO, AREA, subject, "data folder: will be made at the first start", "");
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return new Finding(
          Severity.ERROR,
          AREA,
          subject,
          "data folder: got no folder this user can write",
          "name another data-dir, or give it to this user");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      if (!OWNER.containsAll(permissions)) {
        return new Finding(
            Severity.ERROR,
            AREA,
            subject,
            "data folder: got one that others can open (expected: its owner only)",
            "chmod 700 " + folder);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return new Finding(
          Severity.INFO, AREA, subject, "data folder: its permissions cannot be read here", "");
    }
    return Finding.ok(AREA, subject, "data folder: its owner's only");
  }

  private static Finding port(String subject, InetSocketAddress address, boolean gateway) {
    if (address.getPort() == 0) {
      return Finding.ok(AREA, subject, "any free port");
    }
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(address);
      return Finding.ok(AREA, subject, address.getPort() + " is free: nothing runs there");
    } catch (IOException inUse) {
      if (gateway && isGateway(address)) {
        return Finding.ok(AREA, subject, address.getPort() + ": a gateway answers");
      }
      return new Finding(
          gateway ? Severity.WARNING : Severity.INFO,
          AREA,
          subject,
          address.getPort() + " is in use" + (gateway ? ", and no gateway answers there" : ""),
          gateway ? "stop the other program, or set another gateway.listen" : "");
    }
  }

  /** A gateway refuses a path it does not know with a code of its own. */
  private static boolean isGateway(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, address.getPort()), MILLIS);
      socket.setSoTimeout(MILLIS);
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
      return answer.contains("-31003");
    } catch (IOException silent) {
      return false;
    }
  }
}
