// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.gateway.catalogue.CatalogueEntry.Capability;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A tool catalogue written as a document; {@code EVIDENCE.md} has its grammar. The first entry that
 * matches counts, all of its conditions apply. A tool without an entry counts as capable of writing
 * and sending out.
 */
public final class DocumentToolCatalogue implements ToolCatalogue {

  /** The shipped catalogue: a resource of this class, in YAML. */
  public static final String SHIPPED = "default-catalogue.yaml";

  /** The resources with the built-in tools of agent hosts, looked at before {@link #SHIPPED}. */
  public static final List<String> HOSTS = List.of("claude-code-catalogue.yaml");

  /** Names are the callers' word: beyond this many, they are looked up each time. */
  private static final int MOST_REMEMBERED = 4096;

  private final List<CatalogueEntry> entries;
  private final PayloadDigester digester;
  private final ToolVerbs verbs = ToolVerbs.shipped();
  private final Map<Name, Known> remembered = new ConcurrentHashMap<>();
  private final Map<Name, Known> classified = new ConcurrentHashMap<>();

  private DocumentToolCatalogue(List<CatalogueEntry> entries, PayloadDigester digester) {
    this.entries = List.copyOf(entries);
    this.digester = digester;
  }

  private record Name(String upstream, String tool) {}

  /** What is known of one tool, and the answer to the question that was asked last. */
  private static final class Known {
    private final CatalogueEntry entry;
    private final OfferRow.Source source;
    private volatile @Nullable Answer last;

    Known(CatalogueEntry entry, OfferRow.Source source) {
      this.entry = entry;
      this.source = source;
    }
  }

  /** What a tool is where its arguments say nothing more. */
  private record Answer(@Nullable ListedTool listed, ToolRef tool) {}

  /**
   * Reads a catalogue. Several are combined by joining their lists, the one that counts first.
   *
   * @param problems receives what is wrong; the catalogue is not to be used if there is any
   * @param digester makes the digests of payloads
   */
  public static DocumentToolCatalogue read(
      DocumentNode document, List<Problem> problems, PayloadDigester digester) {
    return new DocumentToolCatalogue(CatalogueReader.read(document, problems), digester);
  }

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    Known known = known(upstream, tool);
    if (!known.entry.conditions().isEmpty()) {
      Capability capability =
          Hints.raise(known.source, known.entry.capability(argumentsJson), listed);
      return ref(upstream, tool, listed, known, capability);
    }
    Answer last = known.last;
    if (last == null || !Objects.equals(last.listed(), listed)) {
      Capability capability = Hints.raise(known.source, known.entry.capability(""), listed);
      last = new Answer(listed, ref(upstream, tool, listed, known, capability));
      known.last = last;
    }
    return last.tool();
  }

  private static ToolRef ref(
      String upstream,
      String tool,
      @Nullable ListedTool listed,
      Known known,
      Capability capability) {
    return new ToolRef(
        upstream,
        tool,
        listed == null ? "" : listed.digest(),
        capability.effects(),
        capability.labels(),
        known.source != OfferRow.Source.NONE,
        known.entry.roles());
  }

  @Override
  public OfferRow.Source source(String upstream, String tool) {
    return known(upstream, tool).source;
  }

  @Override
  public void classify(String upstream, String tool, Classification as) {
    CatalogueEntry below = find(upstream, tool).entry;
    Name name = new Name(upstream, tool);
    classified.put(name, new Known(below.classified(as), OfferRow.Source.OPERATOR));
  }

  @Override
  public Payload arguments(ToolRef tool, String json) {
    CatalogueEntry entry = known(tool.upstream(), tool.name()).entry;
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return payload(json, utf8, MaskedView.ofArguments(json, utf8, entry::shows));
  }

  @Override
  public Payload result(ToolRef tool, String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return payload(json, utf8, MaskedView.ofResult(json, utf8));
  }

  @Override
  public Set<DataLabel> resultLabels(ToolRef tool, String json) {
    if (tool.labels().contains(DataLabel.SECRET) || !SecretScan.finds(json)) {
      return tool.labels();
    }
    Set<DataLabel> labels = EnumSet.of(DataLabel.SECRET);
    labels.addAll(tool.labels());
    return labels;
  }

  private Payload payload(String json, byte[] utf8, String masked) {
    return json.isEmpty()
        ? Payload.NONE
        : new Payload(digester.digest(json, utf8), utf8.length, masked, digester.prints().in(json));
  }

  private Known known(String upstream, String tool) {
    Name name = new Name(upstream, tool);
    Known said = classified.isEmpty() ? null : classified.get(name);
    Known known = said != null ? said : remembered.get(name);
    if (known != null) {
      return known;
    }
    Known found = find(upstream, tool);
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(name, found);
    }
    return found;
  }

  private Known find(String upstream, String tool) {
    String lowerUpstream = upstream.toLowerCase(Locale.ROOT);
    String lowerTool = tool.toLowerCase(Locale.ROOT);
    for (CatalogueEntry entry : entries) {
      if (entry.matches(lowerUpstream, lowerTool)) {
        return new Known(entry, entry.guess() ? OfferRow.Source.NAME : OfferRow.Source.CATALOGUE);
      }
    }
    return verbs
        .entry(tool)
        .map(entry -> new Known(entry, OfferRow.Source.NAME))
        .orElseGet(() -> new Known(CatalogueEntry.UNKNOWN, OfferRow.Source.NONE));
  }
}
