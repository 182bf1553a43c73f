// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that speaks as much SMTP as a sender needs, and keeps what it is given. */
final class MailServer implements AutoCloseable {

  /** Which words it answers with another status than usual, and what it offers. */
  record Ways(boolean tlsAtOnce, boolean offersTls, String password, @Nullable String refuses) {}

  /** A mail that came. */
  record Mail(boolean secure, List<String> to, String text) {}

  private final ServerSocket listener;
  private final SSLContext tls;
  private final Ways ways;
  private final Thread thread;
  final List<Mail> mails = new CopyOnWriteArrayList<>();
  final List<String> said = new CopyOnWriteArrayList<>();
  volatile int status;

  MailServer(Ways ways, SSLContext tls) throws IOException {
    this.ways = ways;
    this.tls = tls;
    this.status = 250;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.thread = Thread.ofVirtual().start(this::accept);
  }

  String url(String scheme) {
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket plain = listener.accept()) {
        new Conversation(ways.tlsAtOnce() ? secured(plain) : plain).run();
      } catch (IOException endedOrCutOff) {
        said.add("cut off: " + endedOrCutOff.getClass().getSimpleName());
      }
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  @Override
  public void close() {
    try {
      listener.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Conversation {
    private Socket socket;
    private BufferedReader in;
    private boolean knows;
    private final List<String> to = new ArrayList<>();

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.in = reader(socket);
    }

    void run() throws IOException {
      answer("220 mail.example at your service");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        said.add(word);
        if (word.equals("QUIT")) {
          answer("221 bye");
          return;
        }
        if (word.equals(ways.refuses()) && status != 250) {
          answer(status + " not now, or never");
        } else {
          respond(word, line);
        }
      }
    }

    private void respond(String word, String line) throws IOException {
      boolean secure = socket instanceof SSLSocket;
      switch (word) {
        case "EHLO" -> {
          String tlsOffer = ways.offersTls() && !secure ? "250-STARTTLS\r\n" : "";
          answer("250-mail.example\r\n" + tlsOffer + "250-AUTH PLAIN LOGIN\r\n250 8BITMIME");
        }
        case "STARTTLS" -> {
          answer("220 go on");
          socket = secured(socket);
          in = reader(socket);
        }
        case "AUTH" -> {
          String token = new String(Base64.getDecoder().decode(line.split(" ")[2]), ISO_8859_1);
          knows = token.endsWith("\0" + ways.password());
          answer(knows ? "235 welcome" : "535 no");
        }
        case "MAIL" -> answer(knows || ways.password().isEmpty() ? "250 fine" : "530 log in first");
        case "RCPT" -> {
          to.add(line);
          answer("250 fine");
        }
        case "DATA" -> {
          answer("354 go on");
          mails.add(new Mail(secure, List.copyOf(to), data()));
          answer("250 taken");
        }
        default -> answer("250 fine");
      }
    }

    private String data() throws IOException {
      StringBuilder text = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    }

    private void answer(String text) throws IOException {
      socket.getOutputStream().write((text + "\r\n").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }
  }
}
