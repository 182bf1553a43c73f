// The journal as evidence: who did and saw what, the newest first; whether it is whole; and its export.

import { get } from '../api.js';
import { auditForm } from '../audit/asking.js';
import { vouchPane } from '../audit/vouch.js';
import { fill, h } from '../dom.js';
import { counted, number, time, words } from '../format.js';
import { icon } from '../icons.js';
import { empty, failed } from '../parts.js';
import { may } from '../rights.js';
import { go, link, note } from '../router.js';
import { say } from '../say.js';
import { shown, withMasks } from '../text.js';

const MOST = 2000;
const COLUMNS = [
  ['rec', '#', true],
  ['at', 'At'],
  ['kind-col', 'Kind'],
  ['actor-col', 'Who'],
  ['what-col', 'What'],
  ['outcome-col', 'Outcome'],
];

export function auditView({ main, top, route }) {
  if (!may('evidence')) {
    fill(top, h('h1', {}, 'Audit'));
    fill(main, empty({ emblem: 'private', title: 'An auditor looks into the journal', text: 'The journal says who did and who saw what. Ask an auditor or an admin.', actions: [h('a', { class: 'button', ...link('/') }, 'To the fleet')] }));
    return { keys: {} };
  }
  let records = null;
  let next = 0;
  let gone = 0;
  let last = 0;
  let failure = null;
  let loading = false;
  let asked = 0;
  let selected = route.query.get('sel') || '';
  const form = auditForm(route.query, () => search(true));
  const vouch = vouchPane();
  const exported = h('a', { class: 'button', href: form.exported(), download: 'holdpoint-audit.jsonl' }, icon('download', 'small'), 'Export');
  const scroller = h('div', { class: 'scroller', tabindex: -1 });
  const side = h('aside', { class: 'side', 'aria-label': 'Selected record' });
  const foot = h('footer', { class: 'foot' });
  fill(top, h('h1', {}, 'Audit'), h('span', { class: 'tag' }, ''));
  fill(main, h('div', { class: 'detections' }, h('div', { class: 'list' }, h('div', { class: 'audit-head' }, form.node, vouch.node), scroller, foot), side));
  search(false);

  function search(fresh) {
    records = null;
    next = 0;
    gone = 0;
    if (fresh) selected = '';
    note({ ...form.values(), sel: selected });
    exported.href = form.exported();
    exported.title = `Everything of these times and this session as JSON Lines${form.narrowed() ? '; words, who and kind do not narrow it' : ''}`;
    return more();
  }

  async function more() {
    const mine = ++asked;
    loading = true;
    paint();
    try {
      const page = await get(`/audit/records?${form.query(next)}`);
      if (mine !== asked) return;
      records = [...(records || []), ...page.records];
      next = page.next;
      gone += page.gone;
      last = page.last;
      failure = null;
      say(`${counted(records.length, 'record')} so far`);
    } catch (error) {
      if (mine !== asked) return;
      failure = error;
    }
    loading = false;
    paint();
  }

  function paint() {
    top.querySelector('.tag').textContent = last ? counted(last, 'record') : '';
    if (!records) {
      fill(scroller, failure && !loading ? failed('The journal', failure, more) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      fill(foot);
      paintSide(null);
      return;
    }
    if (!records.some((one) => String(one.record) === selected)) selected = records[0] ? String(records[0].record) : '';
    const scrolled = scroller.scrollTop;
    const within = scroller.contains(document.activeElement);
    fill(scroller, records.length ? table() : next ? null : empty({ emblem: 'search', title: 'No record matches', text: form.isEmpty() ? 'The journal is empty.' : 'None in the whole journal. Look for less.' }), further());
    scroller.scrollTop = scrolled;
    if (within) (scroller.querySelector('[aria-selected="true"]') || scroller.querySelector('.further button'))?.focus({ preventScroll: true });
    fill(foot, h('span', {}, `${counted(records.length, 'record')}, newest first`), gone > 0 && h('span', {}, `${number(gone)} had been taken out when their time was over`), h('span', { class: 'push' }), exported);
    paintSide(records.find((one) => String(one.record) === selected));
  }

  function further() {
    if (failure) return h('p', { class: 'further wrong' }, icon('alert', 'small'), shown(failure.message), ' ', h('button', { class: 'button', type: 'button', on: { click: more } }, 'Try again'));
    if (!next) return records.length ? h('p', { class: 'further dim' }, 'That is the beginning of what was looked for.') : null;
    if (records.length >= MOST) return h('p', { class: 'further dim' }, `The first ${number(MOST)} are listed. Look for less, or export.`);
    return h('p', { class: 'further' }, h('span', { class: 'dim' }, `Looked back to record ${number(next)}.`), h('button', { class: 'button older', type: 'button', disabled: loading, on: { click: more } }, icon('down', 'small'), loading ? 'Reading' : 'Look further back'));
  }

  function table() {
    return h(
      'table',
      { class: 'grid audit', role: 'grid' },
      h('caption', { class: 'unseen' }, 'Records of the journal, newest first'),
      h('colgroup', {}, COLUMNS.map(([column]) => h('col', { class: column }))),
      h('thead', {}, h('tr', {}, COLUMNS.map(([column, word, right]) => h('th', { scope: 'col', class: `${right ? 'num ' : ''}c-${column}` }, word)))),
      h('tbody', {}, records.map(row)),
    );
  }

  function row(one) {
    const id = String(one.record);
    const chosen = id === selected;
    return h(
      'tr',
      { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1, data: { id }, on: { click: () => choose(id) } },
      h('td', { class: 'c-rec num faint' }, number(one.record)),
      h('td', { class: 'c-at' }, time(one.at)),
      h('td', { class: 'c-kind-col' }, h('span', { class: 'tag' }, shown(one.kind))),
      h('td', { class: 'c-actor-col' }, h('span', { class: 'clip' }, one.actor ? shown(one.actor) : h('span', { class: 'faint' }, 'nobody named'))),
      h('td', { class: 'c-what-col' }, h('span', { class: 'clip' }, shown(one.what || one.step))),
      h('td', { class: 'c-outcome-col' }, h('span', { class: 'clip' }, shown(one.outcome))),
    );
  }

  function choose(id) {
    selected = id;
    note({ sel: id });
    paint();
  }

  function move(by) {
    if (!records?.length) return;
    const ids = records.map((one) => String(one.record));
    choose(ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(selected) + by))]);
    const tr = scroller.querySelector('[aria-selected="true"]');
    tr?.focus({ preventScroll: true });
    tr?.scrollIntoView({ block: 'nearest' });
  }

  function paintSide(one) {
    const of = one ? String(one.record) : '';
    if ((side.dataset.of || '') === of) return;
    side.dataset.of = of;
    side.scrollTop = 0;
    fill(side, one && [h('div', { class: 'section' }, h('div', { class: 'group' }, h('span', { class: 'tag' }, shown(one.kind)), h('span', { class: 'mono tiny faint' }, `record ${number(one.record)}`)), h('h2', { class: 'side-title' }, shown(one.what || words(one.kind))), one.reason && h('p', { class: 'dim' }, withMasks(one.reason))), facts(one), h('div', { class: 'section' }, h('h3', { class: 'label' }, 'The record, in the masked view'), h('pre', { class: 'code record-json', tabindex: 0, 'aria-label': 'The record as JSON' }, withMasks(JSON.stringify(one.detail, null, 2))))]);
  }

  return {
    leave: () => {
      asked += 1;
      vouch.leave();
    },
    keys: { j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), '/': () => form.words.focus(), '.': () => search(false), v: vouch.verify, Escape: () => go('/') },
  };
}

function facts(one) {
  const session = one.session && `/sessions/${encodeURIComponent(one.session)}`;
  const rows = [
    ['At', [time(one.at), h('span', { class: 'mono tiny faint block' }, one.at)]],
    one.actor && ['Who', shown(one.actor)],
    one.outcome && ['Outcome', shown(one.outcome)],
    session && ['Session', h('a', { class: 'mono', ...link(session) }, shown(one.session))],
    one.step && ['About', one.step.startsWith('H-') ? h('a', { class: 'mono', ...link(`/approvals/${encodeURIComponent(one.step)}`) }, shown(one.step)) : session ? h('a', { class: 'mono', ...link(`${session}?step=${encodeURIComponent(one.step)}`) }, shown(one.step)) : h('span', { class: 'mono' }, shown(one.step))],
    ['Kept as', one.class === 'standing' ? 'standing: for good' : shown(one.class)],
    ['Chain', h('span', { class: 'mono tiny' }, shown(one.hash))],
  ];
  return h('div', { class: 'section' }, h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}
