// How well Holdpoint itself is: what tells it things, what was lost, who judges, what vouches for it.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, size, span, time, words } from '../format.js';
import { icon } from '../icons.js';
import { ageOf, failed, mode } from '../parts.js';
import { go, link } from '../router.js';
import { state } from '../state.js';
import { shown } from '../text.js';

const AGAIN = 5000;
const LOSSES = new Set(['rejected', 'dropped-by-sender', 'missing', 'unreadable', 'put-off', 'rate-limited', 'refused', 'unknown-credential']);
const KINDS = { queue: 'Between acknowledging and the store', upstream: 'Server behind the gateway', gateway: 'Remote gateway', 'otlp-grpc': 'Takes telemetry', 'otlp-http': 'Takes telemetry', store: 'Session store' };
const WAITING = { waiting: 'to be sent on', 'waiting-bytes': 'to be sent on', 'to-store-bytes': 'taken in and not in the store yet' };
const MODES = ['enforce', 'shadow', 'off'];

export function healthView({ main, top }) {
  let health = null;
  let sources = [];
  let chain = null;
  let blind = [];
  let failure = null;
  let vouched = null;
  let verifying = false;
  let left = false;
  const scroller = h('div', { class: 'scroller health', tabindex: -1 });
  const timer = setInterval(() => !document.hidden && load(), AGAIN);
  fill(top, h('h1', {}, 'Health'), h('span', { class: 'tag' }, ''));
  paint();
  load();

  async function load() {
    try {
      const [next, all, kept, unseen] = await Promise.all([get('/health'), get('/sources'), get('/audit').catch(() => null), get('/blind').catch(() => ({ rules: [] }))]);
      health = next;
      sources = all.sources;
      chain = kept;
      blind = unseen.rules;
      failure = null;
    } catch (error) {
      failure = error;
    }
    if (!left) paint();
  }

  function paint() {
    if (!health) {
      fill(main, failure ? failed('Health', failure, load) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    top.lastChild.textContent = failure ? 'no answer' : health.status;
    if (!scroller.isConnected) fill(main, counters.node, scroller);
    paintCounters();
    const focused = scroller.contains(document.activeElement);
    const scrolled = scroller.scrollTop;
    fill(scroller, h('div', { class: 'cards' }, places(), senders(), rules(), journal(), queues(), self()));
    scroller.scrollTop = scrolled;
    if (focused) scroller.querySelector('.verify')?.focus({ preventScroll: true });
  }

  const counters = { node: h('div', { class: 'counters fifths health-counters', role: 'group', 'aria-label': 'Health at a glance' }) };

  function paintCounters() {
    const down = sources.filter((source) => !source.up).length;
    const lost = telemetry().reduce((sum, source) => sum + lostOf(source), 0);
    const watching = [...state.rules.values()].filter((rule) => rule.mode !== 'enforce').length;
    const unseeing = blind.filter((rule) => rule.blindTo?.length || rule.blindSince).length;
    const cell = (word, value, aside, bad) => h('div', { class: `counter ${bad ? 'warned' : ''}` }, h('span', { class: 'what' }, word), h('span', { class: 'value' }, value, aside && h('small', {}, ` ${aside}`)));
    fill(
      counters.node,
      cell('Parts that work', number(sources.length - down), `of ${number(sources.length)}`, down > 0),
      cell('Telemetry lost', number(lost), lost ? 'see below' : '', lost > 0),
      cell('Rules that only watch', number(watching), `of ${number(state.rules.size)}`, health.bypass),
      cell('Blind rules', number(unseeing), `of ${number(state.rules.size)}`, unseeing > 0),
      cell('Hold point', health.bypass ? 'bypassed' : 'judging', '', health.bypass),
    );
  }

  function telemetry() {
    return sources.filter((source) => source.kind === 'telemetry');
  }

  function places() {
    const all = sources.filter((source) => source.kind !== 'telemetry');
    return card(
      'Parts',
      h('ul', { class: 'parts-list' }, all.map((source) => h('li', {}, light(source.up), h('span', { class: 'two-lines' }, h('span', {}, shown(source.name), h('span', { class: 'faint' }, ` ${KINDS[source.kind] || words(source.kind)}`)), h('span', {}, shown(source.detail || source.address || (source.up ? 'works' : 'does not work'))))))),
    );
  }

  // A sender that loses is up all the same: the ledger says what came and what did not.
  function senders() {
    const all = telemetry();
    if (all.length === 0) return card('Telemetry', h('p', { class: 'dim' }, 'Nobody has sent telemetry yet. What passes the gateway needs none.'));
    return card(
      'Telemetry: what came and what was lost',
      h('ul', { class: 'parts-list' }, all.map((source) => h('li', {}, light(source.up && lostOf(source) === 0, lostOf(source) > 0 ? 'loses' : ''), h('span', { class: 'two-lines' }, h('span', {}, shown(source.name)), h('span', {}, shown(source.detail || 'no word of it yet'), clock(source))), h('span', { class: 'ledger' }, Object.entries(source.counts || {}).filter(([, count]) => count > 0).map(([name, count]) => h('span', { class: `tag ${LOSSES.has(name) ? 'no-owner' : ''}` }, `${words(name).toLowerCase()} ${number(count)}`)))))),
    );
  }

  function rules() {
    const all = [...state.rules.values()];
    return card(
      'Rules',
      h('p', { class: 'group' }, MODES.map((name) => [mode(name), h('b', {}, number(all.filter((rule) => rule.mode === name).length))])),
      h('ul', { class: 'links' }, all.filter((rule) => rule.mode !== 'enforce').slice(0, 12).map((rule) => h('li', {}, mode(rule.mode), h('a', { class: 'clip', ...link(`/rules/${encodeURIComponent(rule.id)}`) }, rule.title)))),
      all.length === 0 && h('p', { class: 'dim' }, 'No rule is in force: nothing across steps is judged.'),
      unseeing(),
    );
  }

  function unseeing() {
    const found = blind.filter((rule) => rule.blindTo?.length || rule.blindSince);
    if (found.length === 0) return null;
    const lacks = (rule) => [...new Set((rule.blindTo ?? []).flatMap((one) => one.missing.map((ground) => ground.text)))].join(', ');
    return [h('h3', { class: 'label' }, 'Blind, for want of what they need'), h('ul', { class: 'links blind-rules' }, found.slice(0, 12).map((rule) => h('li', {}, icon('alert', 'small'), h('a', { class: 'mono', ...link(`/rules/${encodeURIComponent(rule.rule)}`) }, rule.rule), h('span', { class: 'clip dim' }, lacks(rule)), h('span', { class: 'tiny faint push' }, rule.blindSince ? `since ${time(rule.blindSince)}` : counted(rule.blindToCount, 'agent')))))];
  }

  // What waits somewhere: none of it stops a call, all of it delays what people see or what leaves.
  function queues() {
    const waiting = state.waiting().length;
    const rows = [
      ['Held calls', counted(waiting, 'call'), 'for a person'],
      ...sources.flatMap((source) => Object.entries(source.counts || {}).filter(([name]) => WAITING[name]).map(([name, count]) => [shown(source.name), name === 'waiting' ? counted(count, 'record') : size(count), WAITING[name]])),
    ];
    return card('Queues', h('dl', { class: 'facts queues' }, rows.map(([name, value, what]) => [h('dt', {}, name), h('dd', {}, value, h('span', { class: 'faint' }, ` ${what}`))])));
  }

  function journal() {
    return card(
      'Journal',
      h('p', { class: 'dim' }, 'The evidence: every decision, signal and operator action, chained by hashes.'),
      chain && h('p', { class: 'kept' }, h('b', {}, counted(chain.records, 'record')), ` in ${counted(chain.files, 'file')}`, chain.failingAnchors.length > 0 && h('span', { class: 'wrong' }, `; anchors that take no checkpoints: ${chain.failingAnchors.join(', ')}`)),
      vouched && h('p', { class: `vouched ${vouched.whole ? 'whole' : 'broken'}` }, icon(vouched.whole ? 'permit' : 'alert', 'small'), h('span', {}, vouched.whole ? `${counted(vouched.records, 'record')} are intact, read in ${(vouched.tookMillis / 1000).toFixed(1)} s at ${time(vouched.at)}.` : `${counted(vouched.records, 'record')} are intact; then: ${vouched.broken}`, h('span', { class: 'mono faint head' }, vouched.head))),
      vouched?.whole && h('p', { class: 'tiny faint' }, 'This is the chain alone. A journal that was written anew, or whose end was taken off, shows only against signatures and anchors that left this host: ', h('a', { ...link('/audit') }, 'verify these'), '.'),
      h('p', {}, h('button', { class: 'button verify', type: 'button', needs: 'evidence', disabled: verifying, on: { click: verify } }, icon('permit', 'small'), verifying ? 'Reading' : 'Verify now')),
    );
  }

  function self() {
    const lost = state.stream.lostAt;
    return card(
      'This server and this page',
      h('dl', { class: 'facts' }, [
        ['Version', health.version],
        ['Up since', [time(health.startedAt), h('span', { class: 'faint' }, ', ', ageOf(health.startedAt))]],
        ['Bypass', health.bypass ? 'on: policies and rules only watch' : 'off'],
        ['Live feed', lost ? `lost for ${span(Math.floor((Date.now() - lost) / 1000))}` : 'connected'],
        ['Waiting', counted(state.waiting().length, 'held call')],
      ].map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    );
  }

  async function verify() {
    verifying = true;
    paint();
    try {
      vouched = await post('/journal/verify', {});
    } catch (error) {
      vouched = { records: 0, head: '', whole: false, broken: error.message };
    }
    verifying = false;
    if (!left) paint();
  }

  return {
    loaded: () => health && paint(),
    leave: () => {
      left = true;
      clearInterval(timer);
    },
    keys: { '.': load, Escape: () => go('/') },
  };
}

function card(title, ...content) {
  return h('section', { class: 'card' }, h('h2', {}, title), content);
}

function light(up, word = '') {
  return h('span', { class: `light ${up ? 'up' : word || 'down'}`, title: up ? 'works' : word || 'does not work' }, icon(up ? 'permit' : 'alert', 'small', up ? 'Works' : word || 'Does not work'));
}

// Estimated from calls that both it and a gateway told of; nothing is decided by it.
function clock(source) {
  const ahead = source.clockAheadMillis;
  if (ahead === null || ahead === undefined) return '';
  const off = Math.abs(ahead) < 1000 ? `${Math.abs(ahead)} ms` : span(Math.round(Math.abs(ahead) / 1000));
  return `; its clock is ${off} ${ahead < 0 ? 'behind' : 'ahead of'} ours`;
}

function lostOf(source) {
  return Object.entries(source.counts || {}).reduce((sum, [name, count]) => sum + (LOSSES.has(name) ? count : 0), 0);
}
