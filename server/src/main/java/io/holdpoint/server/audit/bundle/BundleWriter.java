// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.gateway.journal.JournalTail;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.CheckpointJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes all the evidence of one session into one ZIP file: its records as they stand in the
 * journal with their hashes, the checkpoints that cover them, rules and policies that judged, what
 * else is known of it, a summary, and a signed list of all that. The journal is read twice; memory
 * grows with the numbers of the session's records, not with their content.
 */
public final class BundleWriter {

  private static final int AT_A_TIME = 1024;
  private static final int HASH_BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Export.Source source;
  private final String journalId;
  private final AuditKey key;
  private final String version;

  /**
   * @param source the journal
   * @param journalId names it
   * @param key signs the bundle
   * @param version of the product
   */
  public BundleWriter(Export.Source source, String journalId, AuditKey key, String version) {
    this.source = requireNonNull(source, "source");
    this.journalId = requireNonNull(journalId, "journalId");
    this.key = requireNonNull(key, "key");
    this.version = requireNonNull(version, "version");
  }

  /**
   * What is wanted.
   *
   * @param session whose evidence
   * @param by who wants it
   * @param at when
   * @param upTo the last record of the journal to look at
   * @param extras further files by name, for example explanations of detections
   * @param notes what is not among them, and why
   */
  public record Request(
      String session,
      String by,
      Instant at,
      long upTo,
      Map<String, byte[]> extras,
      List<String> notes) {
    public Request {
      requireNonNull(session, "session");
      requireNonNull(by, "by");
      requireNonNull(at, "at");
      extras = Map.copyOf(extras);
      notes = List.copyOf(notes);
    }
  }

  /** A bundle ready to be written. */
  @FunctionalInterface
  public interface Bundle {
    /** Writes it; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Looks for the session.
   *
   * @return the bundle; empty if the journal has no record of the session
   * @throws IOException if the journal cannot be read
   */
  public Optional<Bundle> prepare(Request request) throws IOException {
    SessionScan scan = new SessionScan(request.session());
    read(request.upTo(), scan);
    return scan.isKnown() ? Optional.of(out -> write(request, scan, out)) : Optional.empty();
  }

  private void write(Request request, SessionScan scan, OutputStream out) throws IOException {
    Set<Long> wanted = new HashSet<>(scan.numbers());
    scan.citedRules().values().forEach(rule -> wanted.add(rule.number()));
    scan.policies().forEach(policy -> wanted.add(policy.number()));
    try (BundleZip zip = new BundleZip(out, request.at())) {
      List<String> chain = new ArrayList<>();
      zip.add(BundleFormat.RECORDS, records -> copy(request.upTo(), wanted, records, chain));
      zip.add(BundleFormat.CHAIN, lines -> lines(chain, lines));
      zip.add(
          BundleFormat.CHECKPOINTS,
          lines -> lines(scan.checkpoints().stream().map(CheckpointJson::line).toList(), lines));
      zip.add(BundleFormat.VERSIONS, versions(scan));
      for (Map.Entry<String, byte[]> text : texts(scan).entrySet()) {
        zip.add(text.getKey(), text.getValue());
      }
      for (Map.Entry<String, byte[]> extra : request.extras().entrySet()) {
        zip.add(extra.getKey(), extra.getValue());
      }
      Manifest manifest = manifest(request, scan, chain.size(), List.of());
      zip.add(BundleFormat.SUMMARY, Summary.text(manifest, scan.lines()).getBytes(UTF_8));
      byte[] signed = manifest(request, scan, chain.size(), zip.written()).json();
      zip.add(BundleFormat.MANIFEST, signed);
      String signature = key.name() + "\n" + key.sign(BundleFormat.signedText(signed)) + "\n";
      zip.add(BundleFormat.SIGNATURE, signature.getBytes(UTF_8));
    }
  }

  private Manifest manifest(
      Request request, SessionScan scan, long records, List<Manifest.Entry> files) {
    List<String> notes = new ArrayList<>(request.notes());
    if (scan.gone() > 0) {
      notes.add(
          scan.gone()
              + " records of the journal were taken out when their time was over; whether some of"
              + " them were of this session is not known");
    }
    scan.unknownRules()
        .forEach(rule -> notes.add("the journal does not have the text of rule " + rule));
    if (scan.checkpoints().stream().noneMatch(c -> c.records() >= scan.numbers().last())) {
      notes.add("no checkpoint covers the last records yet");
    }
    return new Manifest(
        journalId,
        request.session(),
        request.at(),
        request.by(),
        version,
        records,
        scan.numbers().first(),
        scan.numbers().last(),
        request.upTo(),
        notes,
        files);
  }

  private void copy(long upTo, Set<Long> wanted, OutputStream out, List<String> chain)
      throws IOException {
    read(
        upTo,
        new JournalReading.Reader() {
          private String previous = BundleFormat.START;

          @Override
          public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
            String hash = HexFormat.of().formatHex(bytes, length, length + HASH_BYTES);
            if (wanted.contains(number)) {
              chain.add(link(number, previous, hash));
              try {
                out.write(bytes, 0, length);
                out.write('\n');
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            previous = hash;
          }

          @Override
          public void gap(long last, int removed, byte[] hash) {
            previous = HexFormat.of().formatHex(hash);
          }
        });
  }

  private static String link(long number, String previous, String hash) {
    ObjectNode link = JSON.createObjectNode();
    link.put("record", number).put("previous", previous).put("hash", hash);
    return link.toString();
  }

  private void read(long upTo, JournalReading.Reader reader) throws IOException {
    Until until = new Until(upTo, reader);
    try (JournalTail tail = source.tail(0, 0)) {
      boolean more = true;
      while (more && until.seen < upTo) {
        more = tail.next(AT_A_TIME, until) > 0;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Both readings see the same records, whatever is written meanwhile. */
  private static final class Until implements JournalReading.Reader {
    private final long upTo;
    private final JournalReading.Reader reader;
    private long seen;

    Until(long upTo, JournalReading.Reader reader) {
      this.upTo = upTo;
      this.reader = reader;
    }

    @Override
    public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
      seen = number;
      if (number <= upTo) {
        reader.read(number, bytes, length, place);
      }
    }

    @Override
    public void gap(long last, int removed, byte[] hash) {
      seen = last;
      if (last <= upTo) {
        reader.gap(last, removed, hash);
      }
    }
  }

  private static byte[] versions(SessionScan scan) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode rules = json.putArray("rules");
    for (Map.Entry<RuleRef, AuditRecord> rule : scan.citedRules().entrySet()) {
      if (rule.getValue().entry() instanceof JournalRecord.RuleActivated r) {
        rules
            .addObject()
            .put("rule", r.rule().id())
            .put("version", r.rule().version())
            .put("digest", r.digest())
            .put("inForceSince", r.at().toString())
            .put("record", rule.getValue().number());
      }
    }
    ArrayNode policies = json.putArray("policies");
    for (AuditRecord policy : scan.policies()) {
      if (policy.entry() instanceof JournalRecord.PolicyActivated p) {
        policies
            .addObject()
            .put("version", p.version())
            .put("digest", p.digest())
            .put("inForceSince", p.at().toString())
            .put("record", policy.number());
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static Map<String, byte[]> texts(SessionScan scan) {
    Map<String, byte[]> texts = new TreeMap<>();
    for (AuditRecord rule : scan.citedRules().values()) {
      if (rule.entry() instanceof JournalRecord.RuleActivated r) {
        String name = r.rule().id().replaceAll("[^A-Za-z0-9._-]", "_");
        texts.put("rules/" + name + "-v" + r.rule().version() + ".yaml", r.text().getBytes(UTF_8));
      }
    }
    for (AuditRecord policy : scan.policies()) {
      if (policy.entry() instanceof JournalRecord.PolicyActivated p) {
        texts.put("policies/v" + p.version() + ".yaml", p.text().getBytes(UTF_8));
      }
    }
    return texts;
  }

  private static void lines(List<String> lines, OutputStream out) throws IOException {
    for (String line : lines) {
      out.write(line.getBytes(UTF_8));
      out.write('\n');
    }
  }
}
