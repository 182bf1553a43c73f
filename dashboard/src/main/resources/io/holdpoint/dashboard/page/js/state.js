// What the page knows, kept up to date by the stream.

import { get } from './api.js';
import { throttled } from './dom.js';
import { Stream } from './stream.js';
import { say } from './say.js';
import { plain } from './text.js';

const LIST = 1000;
const DETECTIONS = 500;

class State extends EventTarget {
  operator = '';
  health = null;
  sessions = new Map();
  detections = [];
  approvals = new Map();
  rules = new Map();
  triage = new Map();
  /** What a search by value found, without the value. */
  found = null;
  loaded = false;
  error = null;
  stream = new Stream();
  #held = null;
  #reload = throttled(1000, () => this.load());

  constructor() {
    super();
    this.stream.addEventListener('session', (event) => this.#session(event.detail));
    this.stream.addEventListener('detection', (event) => this.#detection(event.detail));
    this.stream.addEventListener('step', (event) => this.#tell('step', event.detail));
    this.stream.addEventListener('approval', (event) => this.#approval(event.detail));
    this.stream.addEventListener('triage', (event) => this.#triage(event.detail));
    this.stream.addEventListener('signal', (event) => this.#signal(event.detail));
    this.stream.addEventListener('reset', () => this.#reload());
    this.stream.addEventListener('lost', () => this.#tell('stream'));
    // A stream does not say why it was refused: an answer of 401 leads to the login.
    this.stream.addEventListener('broken', () => get('/login').catch(() => {}));
    this.stream.addEventListener('working', () => this.#tell('stream'));
    // Restrictions end by themselves, without an event.
    setInterval(() => this.loaded && !document.hidden && this.#reload(), 60000);
  }

  /** Loads the lists, then listens from where they were read. */
  async load() {
    try {
      const [sessions, detections, approvals, rules, health, triage] = await Promise.all([
        get(`/sessions?limit=${LIST}`),
        get(`/detections?limit=${DETECTIONS}`),
        get('/approvals'),
        get('/rules'),
        get('/health'),
        get('/triage'),
      ]);
      this.sessions = new Map(sessions.sessions.map((session) => [session.id, session]));
      this.detections = detections.detections;
      this.approvals = new Map(approvals.approvals.map((approval) => [approval.ref, approval]));
      this.#held = null;
      this.rules = new Map(rules.rules.map((rule) => [rule.id, rule]));
      this.health = health;
      this.triage = new Map(triage.triage.map((one) => [one.detection, one]));
      this.error = null;
      if (!this.loaded) this.stream.start(sessions.cursor);
      this.loaded = true;
    } catch (error) {
      this.error = error;
    }
    this.#tell('loaded');
  }

  /** Forgets everything, for the next operator. */
  clear() {
    this.stream.stop();
    this.loaded = false;
    this.found = null;
    this.sessions = new Map();
    this.detections = [];
    this.approvals = new Map();
    this.#held = null;
  }

  /** Held calls that wait for a person, oldest first. */
  waiting() {
    return [...this.approvals.values()].filter((approval) => approval.state === 'pending').sort((a, b) => a.askedAt.localeCompare(b.askedAt));
  }

  /** True if a call of a session waits for a person. */
  holds(session) {
    this.#held ||= new Set(this.waiting().map((approval) => approval.session));
    return this.#held.has(session);
  }

  /** A rule's title, or its id if it is not in force any more. */
  title(rule) {
    return this.rules.get(rule.id)?.title || rule.id;
  }

  /** What people made of a detection: new, acknowledged, confirmed or false-positive. */
  triageOf(detectionId) {
    return this.triage.get(detectionId)?.state || 'new';
  }

  /** Takes in a session that was read or told of. */
  put(session) {
    this.sessions.set(session.id, session);
  }

  #session(session) {
    const before = this.sessions.get(session.id);
    this.put(session);
    if (before && before.state !== session.state) {
      say(`${plain(session.task) || session.id} is now ${session.state}`, session.state === 'killed');
    }
    this.#tell('session', session);
  }

  // An event leaves the chain out: what was read of it before stays.
  #approval(approval) {
    this.#held = null;
    const before = this.approvals.get(approval.ref);
    this.approvals.set(approval.ref, approval.chain.length || !before ? approval : { ...approval, chain: before.chain });
    if (!before && approval.state === 'pending') say(`${plain(approval.tool)} waits for approval`, true);
    this.#tell('approval', approval);
  }

  #triage(triage) {
    this.triage.set(triage.detection, triage);
    this.#tell('triage', triage);
  }

  #detection(detection) {
    if (this.detections.some((known) => known.id === detection.id)) return;
    this.detections.unshift(detection);
    this.#tell('detection', detection);
  }

  // A signal may stand on a principal, and so change sessions that nobody names.
  #signal(signal) {
    this.#tell('signal', signal);
    this.#reload();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const state = new State();
