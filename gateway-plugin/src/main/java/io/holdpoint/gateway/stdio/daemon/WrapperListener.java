// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Hello;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the wrappers of one user connect. The socket lies in a folder of that user's own, mode
 * 0700, and whoever connects must be the same user. Safe for use by many threads.
 */
public final class WrapperListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WrapperListener.class);
  private static final String ISSUER = "holdpoint:user";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._:-]");
  private static final int LONGEST_SESSION = 128;

  /** How many lines of one wrapper may wait for their loop. */
  private static final int IN_HAND = 64;

  private final ServerSocketChannel channel;
  private final Settings settings;
  private final FrontDoor door;
  private final CallServices services;
  private final List<Loop> loops;
  private final UserPrincipal owner;
  private final Set<WrapperLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private volatile long lastLeftNanos = System.nanoTime();

  private WrapperListener(
      ServerSocketChannel channel,
      UserPrincipal owner,
      Settings settings,
      FrontDoor door,
      CallServices services,
      List<Loop> loops) {
    this.channel = channel;
    this.owner = owner;
    this.settings = settings;
    this.door = door;
    this.services = services;
    this.loops = List.copyOf(loops);
  }

  /**
   * How it listens.
   *
   * @param socket where the socket is made; its folder must be there, for its owner only
   * @param tenant of all its callers
   * @param version of this build, told to wrappers
   */
  public record Settings(Path socket, String tenant, String version) {
    public Settings {
      requireNonNull(socket, "socket");
      requireNonNull(tenant, "tenant");
      requireNonNull(version, "version");
    }
  }

  /**
   * Starts listening. A socket that is there already is replaced: whoever calls this holds the lock
   * of the data folder.
   *
   * @throws IOException if the socket cannot be made, or its folder is open to others
   */
  public static WrapperListener start(
      Settings settings, FrontDoor door, CallServices services, List<Loop> loops)
      throws IOException {
    Path socket = settings.socket().toAbsolutePath();
    Path folder = requireNonNull(socket.getParent(), "folder of the socket");
    if (!Files.getPosixFilePermissions(folder)
        .equals(PosixFilePermissions.fromString("rwx------"))) {
      throw new IOException(
          "socket folder: got " + folder + " open to others (expected: mode 0700)");
    }
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    WrapperListener listener =
        new WrapperListener(channel, Files.getOwner(socket), settings, door, services, loops);
    Thread.ofPlatform().daemon().name("wrapper-accept").start(listener::accept);
    return listener;
  }

  /** How many wrappers are connected. */
  public int connected() {
    return links.size();
  }

  /** For how long nobody has been connected, in nanoseconds; 0 while somebody is. */
  public long idleNanos() {
    return links.isEmpty() ? Math.max(1, System.nanoTime() - lastLeftNanos) : 0;
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(settings.socket());
    } catch (IOException e) {
      LOG.warn("socket {} could not be removed", settings.socket(), e);
    }
    links.forEach(WrapperLink::close);
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel peer = channel.accept();
        if (isOwner(peer)) {
          Thread.ofVirtual().name("wrapper-in").start(() -> serve(peer));
        } else {
          peer.close();
        }
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        LOG.warn("a wrapper could not be let in", e);
      }
    }
  }

  private boolean isOwner(SocketChannel peer) throws IOException {
    if (!peer.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      return true; // The folder's mode stands for it.
    }
    UserPrincipal user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!user.equals(owner)) {
      LOG.warn("user {} was not let in (expected: {})", user.getName(), owner.getName());
      return false;
    }
    return true;
  }

  private void serve(SocketChannel peer) {
    int maxAnswer = services.limits().maxAnswer();
    WrapperLink link = new WrapperLink(peer, maxAnswer + 1, 2L * maxAnswer);
    links.add(link);
    link.startWriting();
    Greeted greeted = new Greeted(link);
    try {
      link.readAll(greeted::line);
    } finally {
      greeted.left();
      link.close();
      lastLeftNanos = System.nanoTime();
      links.remove(link);
    }
  }

  private Loop nextLoop(long connection) {
    return loops.get((int) (connection % loops.size()));
  }

  /** One wrapper, from its greeting on. */
  private final class Greeted {

    private final WrapperLink link;
    private final Semaphore inHand = new Semaphore(IN_HAND);
    private @Nullable WrappedServer server;
    private @Nullable Loop loop;

    Greeted(WrapperLink link) {
      this.link = link;
    }

    void line(byte[] line) {
      FrameKind kind = FrameKind.of(line);
      byte[] body = java.util.Arrays.copyOfRange(line, 1, line.length);
      WrappedServer greeted = server;
      Loop its = loop;
      if (greeted == null || its == null) {
        greet(kind, body);
      } else if (kind != null) {
        inHand.acquireUninterruptibly();
        its.execute(
            () -> {
              try {
                greeted.take(kind, body);
              } finally {
                inHand.release();
              }
            });
      }
    }

    void left() {
      WrappedServer greeted = server;
      if (greeted != null && loop != null) {
        loop.execute(greeted::close);
      }
    }

    private void greet(@Nullable FrameKind kind, byte[] body) {
      Hello hello = Hello.of(body);
      String objection = kind == FrameKind.HELLO ? objection(hello) : "got no greeting";
      if (objection != null) {
        link.send(FrameKind.REFUSED, Json.bytes(objection));
        link.finish();
        return;
      }
      long connection = connections.incrementAndGet();
      Loop chosen = nextLoop(connection);
      loop = chosen;
      WrappedServer greeted =
          new WrappedServer(
              door, services, chosen, principal(), plain(hello), -connection, link::send);
      server = greeted;
      link.send(FrameKind.WELCOME, Json.bytes(settings.version()));
      chosen.execute(greeted::watch);
      LOG.info("wrapper of {} (process {}) connected", hello.name(), hello.pid());
    }

    private @Nullable String objection(Hello hello) {
      if (hello.protocol() != FrameKind.PROTOCOL) {
        return "link protocol: got "
            + hello.protocol()
            + " (expected: "
            + FrameKind.PROTOCOL
            + "; the running daemon is version "
            + settings.version()
            + ": stop it, and the next call starts the new one)";
      }
      return NAME.matcher(hello.name()).matches()
          ? null
          : "name: got one that is not plain (expected: letters, digits, - and _, at most 63)";
    }

    private Principal principal() {
      return Principal.of(
          new AgentIdentity(settings.tenant(), ISSUER, owner.getName(), null, null),
          PrincipalKind.EXCLUSIVE,
          "");
    }

    /** The session is the wrapper's word and becomes part of a header field. */
    private Hello plain(Hello hello) {
      String session = NOT_PLAIN.matcher(hello.session()).replaceAll("_");
      String cut =
          session.length() > LONGEST_SESSION ? session.substring(0, LONGEST_SESSION) : session;
      return new Hello(hello.protocol(), hello.version(), hello.name(), cut, hello.pid());
    }
  }
}
