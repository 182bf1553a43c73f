// The feed of events, kept open while the page is visible or somebody wants to be notified, resumed where it broke off.

const TYPES = ['step', 'detection', 'signal', 'session', 'approval', 'triage', 'reset'];
const SILENCE = 35000;

export class Stream extends EventTarget {
  #source = null;
  #last = 0;
  #watch = 0;
  #retry = 0;
  #lostAt = null;
  #state = 'new';
  #stays = () => false;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#visibility());
  }

  /** When the stream was lost, or null while it works. */
  get lostAt() {
    return this.#lostAt;
  }

  /** Says whether it stays open while the page is hidden. */
  set stays(test) {
    this.#stays = test;
  }

  /** Starts after an event. */
  start(after) {
    this.#last = Math.max(this.#last, after);
    this.#open();
  }

  stop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  /** Tries again now. */
  again() {
    this.stop();
    this.#open();
  }

  #open() {
    this.stop();
    const source = new EventSource(`/api/v1/events?after=${this.#last}`);
    this.#source = source;
    source.addEventListener('open', () => this.#working());
    source.addEventListener('error', () => this.#broken());
    for (const type of TYPES) source.addEventListener(type, (event) => this.#heard(type, event));
    this.#guard();
  }

  #heard(type, event) {
    this.#last = Number(event.lastEventId) || this.#last;
    this.#working();
    this.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(event.data) }));
  }

  #working() {
    this.#guard();
    if (this.#state === 'working') return;
    this.#state = 'working';
    this.#lostAt = null;
    this.dispatchEvent(new CustomEvent('working'));
  }

  // Our own retry: the browser's gives up for good on any answer other than 200.
  #broken() {
    this.stop();
    if (this.#state !== 'lost') {
      this.#state = 'lost';
      this.#lostAt = new Date();
      this.dispatchEvent(new CustomEvent('lost'));
    }
    this.dispatchEvent(new CustomEvent('broken'));
    this.#retry = setTimeout(() => this.#open(), 2000);
  }

  // Comments do not reach the page, so silence alone says little: a new connection is cheap.
  #guard() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#open(), SILENCE + Math.random() * 5000);
  }

  #visibility() {
    if (document.hidden && !this.#stays()) this.stop();
    else if (!this.#source) this.#open();
  }
}
