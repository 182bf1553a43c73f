// The rules in force, and for each how often it matched and how often it was right.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, size, time, words } from '../format.js';
import { icon } from '../icons.js';
import { empty, failed, mode, severity } from '../parts.js';
import { may } from '../rights.js';
import { go, link } from '../router.js';
import { state } from '../state.js';
import { s } from '../svg.js';
import { shown } from '../text.js';
import { TRIAGE, triageMark } from './triage.js';

const RANK = ['critical', 'high', 'medium', 'low'];
const DAYS = 14;
const DAY = 86400000;

export function rulesView({ main, top, route }) {
  let chosen = route.id || '';
  let rule = null;
  let blind = new Map();
  let cost = null;
  const list = h('div', { class: 'scroller rules' });
  const side = h('aside', { class: 'side', 'aria-label': 'Selected rule' });
  const foot = h('footer', { class: 'foot' }, h('span', {}, 'Enforce carries out what a rule asks for; shadow only records that it would have.'));
  fill(top, h('h1', {}, 'Rules'), h('span', { class: 'tag' }, ''), h('a', { class: 'button', needs: 'rules', ...link('/workshop') }, icon('write', 'small'), 'New rule'));
  paint();
  if (chosen) load();
  look();

  async function look() {
    try {
      blind = new Map((await get('/blind')).rules.map((one) => [one.rule, one]));
      if (rule) paintSide();
    } catch {
      blind = new Map(); // an engine elsewhere does not say
    }
  }

  function blindness() {
    const found = blind.get(chosen);
    if (!found?.blindTo?.length && !found?.blindSince) return null;
    const lines = found.blindTo.map((one) => h('li', {}, icon('alert', 'small'), h('span', { class: 'clip' }, one.agent ? shown(one.agent) : 'All agents together'), h('span', { class: 'tiny dim' }, `${one.missing.map((ground) => ground.text).join(', ')}: ${one.coverage} of 100, ${found.minCoverage} needed`), h('span', { class: 'tiny faint push' }, time(one.since))));
    return h('div', { class: 'section' }, h('h3', { class: 'label' }, found.blindSince ? `Blind since ${time(found.blindSince)}` : 'Blind to some agents'), h('p', { class: 'tiny dim' }, 'It finds nothing where what it needs is not told.'), h('ul', { class: 'links' }, lines));
  }

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of rules', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    const rules = [...state.rules.values()].sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity) || a.id.localeCompare(b.id));
    top.querySelector('.tag').textContent = counted(rules.length, 'rule');
    if (rules.length === 0 && !chosen) {
      fill(main, empty({ emblem: 'rules', title: 'No rule is in force', text: 'Calls are recorded and shown, but nothing across steps is judged. Write a rule, or put rule files into the rules folder.' }));
      return;
    }
    if (!list.isConnected) fill(main, h('div', { class: 'detections' }, h('div', { class: 'list' }, list, foot), side));
    const scrolled = list.scrollTop;
    fill(
      list,
      h(
        'table',
        { class: 'grid', role: 'grid' },
        h('caption', { class: 'unseen' }, 'Rules in force, most severe first'),
        h('colgroup', {}, ['sev', 'title', 'family', 'action-col', 'mode', 'hits'].map((name) => h('col', { class: name }))),
        h('thead', {}, h('tr', {}, ['Severity', 'Rule', 'Family', 'Asks for', 'Mode'].map((word) => h('th', { scope: 'col' }, word)), h('th', { scope: 'col', class: 'num' }, 'Detections'))),
        h('tbody', {}, rules.map(row)),
      ),
    );
    list.scrollTop = scrolled;
    if (!rule) fill(side, h('div', { class: 'section' }, h('p', { class: 'dim' }, chosen ? 'Loading' : 'Choose a rule to see its hits and how often it was right.')));
  }

  function row(one) {
    const hits = state.detections.filter((detection) => detection.rule.id === one.id).length;
    return h(
      'tr',
      { 'aria-selected': String(one.id === chosen), tabindex: one.id === chosen ? 0 : -1, data: { id: one.id }, on: { click: () => choose(one.id) } },
      h('td', { class: 'c-sev' }, severity(one.severity)),
      h('td', { class: 'c-title' }, h('span', { class: 'two-lines' }, h('span', {}, one.title), h('span', { class: 'mono' }, `${one.id} v${one.version}`))),
      h('td', {}, words(one.kind)),
      h('td', {}, words(one.action)),
      h('td', {}, mode(one.mode)),
      h('td', { class: 'c-hits num' }, number(hits)),
    );
  }

  function choose(id) {
    chosen = id;
    rule = null;
    cost = null;
    history.replaceState(null, '', `/rules/${encodeURIComponent(id)}`);
    paint();
    load();
  }

  async function load() {
    const asked = chosen;
    try {
      const answer = await get(`/rules/${encodeURIComponent(asked)}`);
      if (asked !== chosen) return;
      rule = answer;
      paintSide();
    } catch (error) {
      if (asked === chosen) fill(side, failed('The rule', error, load));
    }
  }

  function paintSide() {
    const title = rule.rule?.title || chosen;
    const figures = [
      ['Hits', number(rule.hits)],
      ['Sessions', number(rule.sessions)],
      ['Enforced', number(rule.enforced)],
      ['Precision', rule.precision === null ? 'n/a' : `${Math.round(rule.precision * 100)} %`],
    ];
    fill(
      side,
      h('div', { class: 'section' }, rule.rule ? h('div', { class: 'group' }, severity(rule.rule.severity), mode(rule.rule.mode), h('span', { class: 'mono tiny faint' }, `v${rule.rule.version}`)) : h('div', { class: 'group' }, h('span', { class: 'tag' }, 'not in force')), h('h2', { class: 'side-title' }, title), h('p', { class: 'mono faint' }, chosen)),
      modes(),
      blindness(),
      h('div', { class: 'figures' }, figures.map(([word, value]) => h('div', {}, h('span', { class: 'tiny faint' }, word), h('b', {}, value)))),
      h('div', { class: 'section' }, h('h3', { class: 'label' }, 'What people made of it'), h('ul', { class: 'tally-list' }, [['confirmed', rule.confirmed], ['false-positive', rule.falsePositives], ['acknowledged', rule.acknowledged], ['new', rule.hits - rule.confirmed - rule.falsePositives - rule.acknowledged]].map(([name, count]) => h('li', {}, triageMark(name), TRIAGE.find(([one]) => one === name)[1], h('b', { class: 'push' }, number(Math.max(0, count))))))),
      costs(),
      h('div', { class: 'section' }, h('h3', { class: 'label' }, `Hits, last ${DAYS} days`), histogram(rule.detections)),
      h('div', { class: 'section' }, h('h3', { class: 'label' }, 'Newest hits'), h('ul', { class: 'links' }, rule.detections.slice(0, 12).map((one) => h('li', {}, triageMark(state.triageOf(one.id)), h('a', { class: 'mono', ...link(`/sessions/${one.session}?detection=${encodeURIComponent(one.id)}`) }, one.session), h('span', { class: 'clip dim' }, shown(one.text)), h('span', { class: 'tiny faint push' }, time(one.at)))))),
      h('div', { class: 'section actions-row' }, rule.rule && rule.rule.kind !== 'tool' && h('a', { class: 'button primary', ...link(`/workshop/${encodeURIComponent(chosen)}`) }, icon('write', 'small'), may('rules') ? 'Edit' : 'Its text'), h('a', { class: 'button', ...link(`/detections?q=${encodeURIComponent(`rule = ${chosen}`)}`) }, icon('detect', 'small'), 'All its detections')),
    );
  }

  /** For whom its mode is another one. */
  function modes() {
    const others = rule.rule?.modes || [];
    if (others.length === 0) return null;
    return h('div', { class: 'section' }, h('h3', { class: 'label' }, 'Another mode for some'), h('ul', { class: 'links' }, others.map((one) => h('li', {}, mode(one.mode), h('span', { class: 'clip' }, shown(Object.entries(one.where).map(([column, values]) => `${column} ${values.join(' or ')}`).join(', ')))))));
  }

  function costs() {
    if (!rule.rule || rule.rule.kind === 'tool') return null;
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, 'What it costs'),
      cost && !cost.failure && (cost.measured ? h('p', {}, h('b', {}, `${cost.measured.microsPerEvent} µs`), ` and ${size(cost.measured.bytesPerEvent)} an event; `, h('span', { class: 'dim' }, `it may take ${cost.allowed.microsPerEvent} µs and ${size(cost.allowed.bytesPerEvent)}.`)) : h('p', { class: 'dim' }, 'It works across sessions, after calls were judged: no call waits for it.')),
      cost?.failure && h('p', { class: 'wrong', role: 'alert' }, cost.failure),
      h('button', { class: 'button measure', type: 'button', disabled: cost === undefined, on: { click: measure } }, icon('health', 'small'), cost === undefined ? 'Measuring' : cost ? 'Measure again' : 'Measure now'),
    );
  }

  async function measure() {
    const asked = chosen;
    cost = undefined;
    paintSide();
    let answer;
    try {
      answer = await get(`/rules/${encodeURIComponent(asked)}/cost`);
    } catch (error) {
      answer = { failure: error.message };
    }
    if (asked !== chosen) return;
    cost = answer;
    paintSide();
  }

  function histogram(detections) {
    const now = Date.now();
    const counts = Array.from({ length: DAYS }, () => [0, 0]);
    for (const one of detections) {
      const day = DAYS - 1 - Math.floor((now - Date.parse(one.at)) / DAY);
      if (day >= 0 && day < DAYS) counts[day][one.mode === 'enforce' ? 0 : 1] += 1;
    }
    const most = Math.max(1, ...counts.map(([a, b]) => a + b));
    const bars = counts.map(([enforced, shadow], day) => {
      const tall = (value) => (value / most) * 52;
      return [s('rect', { class: 'slot', x: day * 22, y: 55, width: 18, height: 1 }), s('rect', { class: 'bar', x: day * 22, y: 56 - tall(enforced), width: 18, height: tall(enforced) }), s('rect', { class: 'bar shadow', x: day * 22, y: 56 - tall(enforced) - tall(shadow), width: 18, height: tall(shadow) })];
    });
    return s('svg', { class: 'histogram', viewBox: `0 0 ${DAYS * 22} 58`, role: 'img', 'aria-label': `${detections.length} hits; the most in a day ${most}` }, bars);
  }

  function move(by) {
    const ids = [...list.querySelectorAll('tr[data-id]')].map((tr) => tr.dataset.id);
    const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(chosen) + by))];
    if (!next) return;
    choose(next);
    list.querySelector('[aria-selected="true"]')?.focus();
  }

  return {
    follow: (now) => {
      if (now.id && now.id !== chosen) choose(now.id);
      return true;
    },
    loaded: paint,
    triage: () => chosen && load(),
    detection: () => {
      paint();
      if (chosen) load();
    },
    keys: { j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: () => go('/') },
  };
}
