// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.feed.send.RefusedException;
import io.holdpoint.server.audit.feed.send.TrustFile;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends plain text by SMTP, a connection for each alert: over TLS from the first byte ({@code
 * smtps}) or after STARTTLS ({@code smtp}), which only a server of this machine itself may lack. A
 * mail that is sent twice has the same Message-ID, so that mailboxes keep one.
 */
final class MailTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(MailTransport.class);
  private static final int SUBMISSION = 587;
  private static final int SUBMISSION_TLS = 465;
  private static final int ID_BYTES = 12;

  private final Channel channel;
  private final Mailing mailing;
  private final Messages messages;

  MailTransport(Channel channel, Messages messages) {
    this.channel = requireNonNull(channel, "channel");
    this.mailing = requireNonNull(channel.mailing(), "mailing");
    this.messages = requireNonNull(messages, "messages");
  }

  @Override
  public void deliver(Alert alert) throws IOException {
    Session session = Session.getInstance(settings());
    boolean taken = false;
    try (jakarta.mail.Transport transport = session.getTransport("smtp")) {
      URI server = channel.url();
      transport.connect(
          server.getHost(),
          port(server),
          mailing.user().isEmpty() ? null : mailing.user(),
          mailing.user().isEmpty() ? null : channel.secret());
      MimeMessage mail = mail(session, alert);
      transport.sendMessage(mail, mail.getAllRecipients());
      taken = true;
    } catch (SendFailedException e) {
      afterSending(e);
    } catch (AuthenticationFailedException e) {
      throw new IOException(got("a refused login") + " (expected: one it takes)", e);
    } catch (MessagingException e) {
      if (taken) {
        LOG.debug("{}: the farewell failed after a mail was taken", channel, e);
        return;
      }
      throw new IOException(got("no mail through") + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    // Each mail has a connection of its own, which its time-outs end.
  }

  /** Some have it: whoever is left out must not keep it from going on, nor have others twice. */
  private void afterSending(SendFailedException e) throws IOException {
    Address[] sent = e.getValidSentAddresses();
    if (sent != null && sent.length > 0) {
      LOG.warn("{}: not all of its addresses were taken", channel);
      return;
    }
    int status = status(e);
    String got = got(status > 0 ? "SMTP status " + status : "no word on it") + " (expected: 250)";
    throw status / 100 == 5 ? new RefusedException(got) : new IOException(got, e);
  }

  /** The last of the exceptions that says so; 0 if none does. */
  private static int status(SendFailedException failure) {
    int status = 0;
    for (Exception e = failure;
        e instanceof MessagingException messaging;
        e = messaging.getNextException()) {
      status =
          switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sending -> sending.getReturnCode();
            default -> status;
          };
    }
    return status;
  }

  private MimeMessage mail(Session session, Alert alert) throws MessagingException {
    String domain = domain();
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + digest(channel.name() + " " + alert.id()) + domain + ">");
          }
        };
    mail.setFrom(new InternetAddress(mailing.from(), true));
    for (String to : mailing.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    }
    mail.setSubject(messages.subject(channel, alert), UTF_8.name());
    mail.setText(messages.mail(channel, alert), UTF_8.name());
    mail.setSentDate(Date.from(alert.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("References", "<" + digest("thread " + alert.key()) + domain + ">");
    mail.saveChanges();
    return mail;
  }

  private Properties settings() throws IOException {
    String millis = Long.toString(channel.patience().toMillis());
    boolean tls = "smtps".equals(channel.url().getScheme());
    Properties settings = new Properties();
    settings.put("mail.smtp.connectiontimeout", millis);
    settings.put("mail.smtp.timeout", millis);
    settings.put("mail.smtp.writetimeout", millis);
    settings.put("mail.smtp.ssl.enable", Boolean.toString(tls));
    settings.put("mail.smtp.starttls.enable", Boolean.toString(!tls));
    settings.put("mail.smtp.starttls.required", Boolean.toString(!tls && !channel.isOwn()));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
    settings.put(
        "mail.smtp.ssl.socketFactory",
        TrustFile.context(mailing.trust(), Optional.empty()).getSocketFactory());
    settings.put("mail.smtp.auth", Boolean.toString(!mailing.user().isEmpty()));
    settings.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    settings.put("mail.smtp.quitwait", "false");
    settings.put("mail.smtp.sendpartial", "true");
    settings.put("mail.smtp.localhost", domain().substring(1));
    settings.put("mail.smtp.from", mailing.from());
    return settings;
  }

  private String domain() {
    return mailing.from().substring(mailing.from().lastIndexOf('@'));
  }

  private String got(String what) {
    return "channel " + channel.name() + ": got " + what;
  }

  private static int port(URI server) {
    if (server.getPort() > 0) {
      return server.getPort();
    }
    return "smtps".equals(server.getScheme()) ? SUBMISSION_TLS : SUBMISSION;
  }

  private static String digest(String text) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(whole, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: not offered by this Java runtime", e);
    }
  }
}
