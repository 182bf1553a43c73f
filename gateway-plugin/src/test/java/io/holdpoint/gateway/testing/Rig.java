// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.api.DecisionService;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.Edits;
import io.holdpoint.gateway.approval.HoldSecret;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.federation.FederationSettings;
import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.identity.oauth.OAuthSettings;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicySettings;
import io.holdpoint.gateway.policy.PolicySource;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.gateway.recording.RecordingSettings;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.stdio.daemon.WrapperListener;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.gateway.tls.TlsSettings;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A gateway with all it needs, ready to be called. */
public final class Rig implements Closeable {

  public static final String TOKEN = "exclusive-token-0001";
  private static final byte[] SECRET = new byte[32];

  public static final String SHARED_TOKEN = "shared-token-000000001";

  public static final String HOST_TOKEN = "host-token-0000000001";

  private final FakeClock clock;
  private final InMemoryJournal journal = new InMemoryJournal();
  private final StepSpans spans;
  private final ToolCatalogue catalogue;
  private final OfferBook offers;
  private final SessionMonitor monitor;
  private final SignalBus bus;
  private final JournaledApprovalDesk desk;
  private final JournaledBypass bypass;
  private final Gateway gateway;

  private Rig(Builder builder) throws IOException {
    this.clock = builder.clock;
    this.monitor = builder.monitor;
    this.bus = builder.bus;
    this.spans = builder.spans;
    this.catalogue = builder.catalogue;
    Journal kept = builder.journal == null ? journal : builder.journal;
    this.offers = new OfferBook(kept, catalogue, builder.tools, clock);
    kept.replay(offers::restore);
    HoldSecret secret = new HoldSecret(SECRET);
    this.desk =
        new JournaledApprovalDesk(
            kept,
            builder.approvals,
            Optional.of(new Edits(secret, catalogue)),
            () -> builder.registry,
            clock);
    bus.subscribe(0, desk::signalled);
    this.bypass = new JournaledBypass(kept, clock);
    Gateway.Ports ports =
        new Gateway.Ports(
            monitor,
            bus,
            kept,
            spans,
            catalogue,
            offers,
            builder.declarations,
            desk,
            secret,
            Policies.open(
                builder.policy,
                new PolicyReader(new PolicyLanguage()),
                kept,
                catalogue,
                Map.of(),
                clock),
            bypass::isOn,
            builder.vault);
    this.gateway = Gateway.start(builder.config(), ports, clock);
  }

  public static Builder with(String name, StubUpstream upstream) {
    return new Builder().upstream(name, upstream.url());
  }

  /** A gateway without upstreams of its own. */
  public static Builder alone() {
    return new Builder();
  }

  public static Builder with(String name, GatewayConfig.Access access) {
    return new Builder().upstream(name, access);
  }

  public RawClient client() throws IOException {
    return new RawClient(gateway.port());
  }

  public int port() {
    return gateway.port();
  }

  /** The gateway itself. */
  public Gateway gateway() {
    return gateway;
  }

  /** Serves wrapped stdio servers too. */
  public WrapperListener acceptWrappers(Path socket) throws IOException {
    return gateway.acceptWrappers(new WrapperListener.Settings(socket, "default", "test"));
  }

  /** Decides for hosts that are no proxy. */
  public DecisionService decisions() {
    return gateway.decisions();
  }

  public FakeClock clock() {
    return clock;
  }

  public ScriptedMonitor monitor() {
    return (ScriptedMonitor) monitor;
  }

  public InMemorySignalBus bus() {
    return (InMemorySignalBus) bus;
  }

  public RecordingSpans spans() {
    return (RecordingSpans) spans;
  }

  public JournaledApprovalDesk desk() {
    return desk;
  }

  /** Where the glass is broken. */
  public JournaledBypass bypass() {
    return bypass;
  }

  /** What waits for people, oldest first. */
  public List<Approval> pending() {
    return desk.list().toCompletableFuture().join().stream().filter(Approval::isPending).toList();
  }

  /** Lets a held call go once, in the name of a person. */
  public Approval approve(String ref) {
    ApprovalWord.Spoken spoken = new ApprovalWord.Spoken("mira", "looks right", clock.instant());
    return decide(ref, new ApprovalWord.Once(spoken, clock.instant().plusSeconds(900)));
  }

  /** Says a word on a held call. */
  public Approval decide(String ref, ApprovalWord word) {
    return desk.decide(ref, word).toCompletableFuture().join();
  }

  public NameCatalogue catalogue() {
    return (NameCatalogue) catalogue;
  }

  /** What servers offer. */
  public OfferBook offers() {
    return offers;
  }

  public List<JournalRecord> journal() {
    return journal.records();
  }

  /** The names of the journal's records, in order. */
  public List<String> journalWords() {
    return journal().stream().map(r -> r.getClass().getSimpleName()).toList();
  }

  /** The ends of steps, in the order the monitor learned of them. */
  public List<Step.Completed> completions() {
    return monitor().steps().stream()
        .filter(Step.Completed.class::isInstance)
        .map(Step.Completed.class::cast)
        .toList();
  }

  /** The attempts the monitor judged, in order. */
  public List<Step.Attempted> attempts() {
    return monitor().steps().stream()
        .filter(Step.Attempted.class::isInstance)
        .map(Step.Attempted.class::cast)
        .toList();
  }

  @Override
  public void close() {
    gateway.close();
  }

  /** The identity behind {@link #TOKEN} or {@link #SHARED_TOKEN}. */
  public static AgentIdentity identity(PrincipalKind kind) {
    String name = kind == PrincipalKind.SHARED ? "crew" : "triage";
    return new AgentIdentity("default", "holdpoint:key", name, null, name);
  }

  /** Sets up a rig. */
  public static final class Builder {

    private final Map<String, GatewayConfig.Access> upstreams = new TreeMap<>();
    private FakeClock clock = new FakeClock();
    private SessionMonitor monitor = ScriptedMonitor.permitting();
    private SignalBus bus = new InMemorySignalBus();
    private Declarations declarations = new Declarations();
    private @org.jspecify.annotations.Nullable Journal journal;
    private UnaryOperator<GatewayConfig> change = UnaryOperator.identity();
    private OAuthSettings oauth = OAuthSettings.OFF;
    private final Map<String, CredentialSettings> secrets = new TreeMap<>();
    private Duration hold = Duration.ofSeconds(50);
    private Duration answer = Duration.ofSeconds(10);
    private long maxBody = 16 * 1024 * 1024;
    private HoldSettings holds = HoldSettings.DEFAULTS;
    private ApprovalSettings approvals = ApprovalSettings.DEFAULTS;
    private GatewayConfig.Overload overload = GatewayConfig.Overload.DEFAULT;
    private StepSpans spans = new RecordingSpans();
    private String agent = "";
    private boolean anonymous = true;
    private ToolCatalogue catalogue = new NameCatalogue();
    private OfferSettings tools = OfferSettings.DEFAULTS;
    private boolean asks;
    private AccessList access = AccessList.EVERYTHING;
    private PolicySource policy = PolicySource.NONE;
    private MaskingSettings masking = MaskingSettings.NONE;
    private TlsSettings tls = TlsSettings.OFF;
    private final List<GatewayConfig.Credential> more = new ArrayList<>();
    private AgentRegistry registry = AgentRegistry.EMPTY;
    private TokenVault vault = TokenVault.CLOSED;
    private int port;

    /** Where refresh tokens are kept. */
    public Builder vault(TokenVault value) {
      vault = value;
      return this;
    }

    public Builder upstream(String name, String url) {
      return upstream(name, new GatewayConfig.Access.Http(URI.create(url)));
    }

    public Builder upstream(String name, GatewayConfig.Access access) {
      upstreams.put(name, access);
      return this;
    }

    public Builder monitor(SessionMonitor value) {
      monitor = value;
      return this;
    }

    public Builder bus(SignalBus value) {
      bus = value;
      return this;
    }

    public Builder clock(FakeClock value) {
      clock = value;
      return this;
    }

    public Builder declarations(Declarations value) {
      declarations = value;
      return this;
    }

    public Builder journal(Journal value) {
      journal = value;
      return this;
    }

    public Builder hold(Duration value) {
      hold = value;
      return this;
    }

    public Builder holds(HoldSettings value) {
      holds = value;
      return this;
    }

    public Builder approvals(ApprovalSettings value) {
      approvals = value;
      return this;
    }

    public Builder answer(Duration value) {
      answer = value;
      return this;
    }

    public Builder maxBody(long value) {
      maxBody = value;
      return this;
    }

    public Builder overload(GatewayConfig.Overload value) {
      overload = value;
      return this;
    }

    /** Remembers nothing of what goes through it: for tests of memory. */
    public Builder forgetful() {
      spans = new NoSpans();
      return this;
    }

    /** Who owns which agent, and who approves for it. */
    public Builder registry(AgentRegistry value) {
      registry = value;
      return this;
    }

    public Builder tls(TlsSettings value) {
      tls = value;
      return this;
    }

    /** One more credential. */
    public Builder credential(GatewayConfig.Credential value) {
      more.add(value);
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder catalogue(ToolCatalogue value) {
      catalogue = value;
      return this;
    }

    /** How far upstreams are trusted with what they offer. */
    public Builder tools(OfferSettings value) {
      tools = value;
      return this;
    }

    /** The gateway asks for lists itself, which most scripts of upstreams do not expect. */
    public Builder asking() {
      asks = true;
      return this;
    }

    /** What the holder of {@link Rig#TOKEN} may. */
    public Builder access(AccessList value) {
      access = value;
      return this;
    }

    /** The agent that the holder of {@link Rig#TOKEN} is registered as. */
    public Builder agent(String value) {
      agent = value;
      return this;
    }

    public Builder oauth(OAuthSettings value) {
      oauth = value;
      return onlyWithToken();
    }

    /** The gateway's own credential towards an upstream. */
    public Builder secret(String upstream, CredentialSettings value) {
      secrets.put(upstream, value);
      return this;
    }

    public Builder onlyWithToken() {
      anonymous = false;
      return this;
    }

    public Builder masking(MaskingSettings value) {
      masking = value;
      return this;
    }

    /** What the organisation says of single steps: the text of a policy file. */
    public Builder policy(String text) {
      policy = () -> List.of(PolicyTexts.of(text));
      return this;
    }

    public Rig start() throws IOException {
      return new Rig(this);
    }

    private List<GatewayConfig.Credential> credentials() {
      List<GatewayConfig.Credential> all = new ArrayList<>(more);
      all.add(
          new GatewayConfig.Credential(
              "triage", "triage", agent, PrincipalKind.EXCLUSIVE, TOKEN, "", access));
      all.add(
          new GatewayConfig.Credential("crew", "crew", "", PrincipalKind.SHARED, SHARED_TOKEN, ""));
      return all;
    }

    GatewayConfig config() {
      List<GatewayConfig.UpstreamServer> servers = new ArrayList<>();
      upstreams.forEach(
          (name, access) -> servers.add(new GatewayConfig.UpstreamServer(name, access)));
      return change.apply(
          new GatewayConfig(
              new GatewayConfig.Listen("127.0.0.1", port),
              "gw-test",
              "test",
              "default",
              2,
              servers,
              credentials(),
              List.of(
                  new GatewayConfig.HostCredential(
                      "ide", List.of("triage", "crew"), PrincipalKind.EXCLUSIVE, HOST_TOKEN)),
              anonymous,
              PrincipalKind.EXCLUSIVE,
              List.of("gateway.example"),
              List.of("https://console.example"),
              maxBody,
              hold,
              Duration.ofMinutes(30),
              Duration.ofSeconds(2),
              answer,
              Journal.Durability.PROCESS,
              FederationSettings.of(List.copyOf(upstreams.keySet())),
              masking,
              holds,
              overload,
              oauth,
              secrets,
              new OfferSettings(
                  tools.firstSight(),
                  tools.flagged(),
                  tools.unclassified(),
                  asks,
                  tools.approved(),
                  tools.everybody()),
              PolicySettings.DEFAULTS,
              RecordingSettings.MASKED,
              tls));
    }
  }
}
