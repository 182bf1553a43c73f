// Every detection, grouped, with its chain and what people made of it beside the list.

import { fill, h } from '../dom.js';
import { counted, number, time, words } from '../format.js';
import { icon } from '../icons.js';
import { agent, empty, failed, mode, severity } from '../parts.js';
import { queryField } from '../query/field.js';
import { savedBar } from '../query/saved.js';
import { go, link, note } from '../router.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';
import { TRIAGE, triageMark, triageSide } from './triage.js';

const FIELDS = {
  rule: { type: 'text', hint: 'its id', of: (one) => one.rule.id },
  title: { type: 'text', hint: 'of the rule', of: (one) => state.title(one.rule) },
  severity: { type: 'text', hint: 'how bad', of: (one) => one.severity },
  triage: { type: 'text', hint: 'what people made of it', of: (one) => state.triageOf(one.id) },
  mode: { type: 'text', hint: 'enforce or shadow', of: (one) => one.mode },
  action: { type: 'text', hint: 'asked for', of: (one) => one.action },
  kind: { type: 'text', hint: 'family', of: (one) => one.kind },
  agent: { type: 'text', hint: 'by its own word', of: (one) => state.sessions.get(one.session)?.agentName || '' },
  principal: { type: 'text', hint: 'authenticated', of: (one) => state.sessions.get(one.session)?.principal || '' },
  session: { type: 'text', hint: 's-…', of: (one) => one.session },
  score: { type: 'number', hint: 'added to risk', of: (one) => one.score },
};
const GROUPS = [
  ['rule', 'By rule', (one) => one.rule.id, (one) => state.title(one.rule)],
  ['agent', 'By agent', (one) => state.sessions.get(one.session)?.agentName || '', (one) => plain(state.sessions.get(one.session)?.agentName || '') || 'No name given'],
  ['flat', 'Flat', () => '', () => ''],
];
const RANK = ['critical', 'high', 'medium', 'low'];
const MOST = 400;

export function detectionsView({ main, top, route }) {
  let text = route.query.get('q') || '';
  let by = GROUPS.some(([name]) => name === route.query.get('by')) ? route.query.get('by') : 'rule';
  let selected = route.query.get('id') || '';
  let test = () => true;
  let taken = [];
  let unlisted = new Set();
  const folded = new Set();
  const query = queryField({ label: 'Filter detections', placeholder: 'Filter: triage = new and severity = critical, or any words', value: text, fields: FIELDS, all: textOf, rows: () => taken, changed: (next, nextTest) => { text = next; test = nextTest; note({ q: text }); paint(); } });
  const saved = savedBar({ page: 'detections', current: () => location.search.slice(1), apply });
  const counters = h('div', { class: 'counters four', role: 'group', 'aria-label': 'Detections by triage' });
  const pill = h('button', { class: 'pill', type: 'button', hidden: true, on: { click: takeIn } });
  const grouping = h('div', { class: 'seg', role: 'group', 'aria-label': 'Grouping' });
  const scroller = h('div', { class: 'scroller', tabindex: -1 });
  const foot = h('footer', { class: 'foot' });
  const side = triageSide({ changed: () => paint() });
  const list = h('div', { class: 'list' }, counters, saved.node, h('div', { class: 'tools' }, query.node, grouping, pill), scroller, foot);
  test = query.test();
  fill(top, h('h1', {}, 'Detections'), h('span', { class: 'tag' }, ''));
  takeIn();

  function apply(next) {
    const values = new URLSearchParams(next);
    by = values.get('by') || 'rule';
    note({ by: by === 'rule' ? '' : by });
    query.set(values.get('q') || '');
  }

  function takeIn() {
    taken = [...state.detections];
    paint();
  }

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of detections', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    top.lastChild.textContent = counted(state.detections.length, 'detection');
    if (state.detections.length === 0) {
      fill(main, empty({ emblem: 'permit', title: 'Nothing was detected', text: `${counted(state.rules.size, 'rule')} watch ${counted(state.sessions.size, 'session')}. What they find appears here by itself.` }));
      return;
    }
    const fresh = state.detections.length - taken.length;
    pill.hidden = fresh <= 0;
    fill(pill, icon('up'), `${fresh} new`);
    unlisted = new Set(taken.map((one) => one.session).filter((id) => !state.sessions.has(id)));
    const visible = taken.filter(test);
    if (!visible.some((one) => one.id === selected)) selected = visible[0]?.id || '';
    if (!list.isConnected) fill(main, h('div', { class: 'detections' }, list, side.node));
    saved.paint();
    paintCounters();
    fill(grouping, GROUPS.map(([name, word]) => h('button', { type: 'button', 'aria-pressed': String(by === name), on: { click: () => group(name) } }, word)));
    const scrolled = scroller.scrollTop;
    fill(scroller, visible.length ? table(visible) : empty({ emblem: 'search', title: 'No detection matches', text: `None of ${taken.length} matches “${text}”.` }));
    scroller.scrollTop = scrolled;
    fill(foot, h('span', {}, counted(visible.length, 'detection')), visible.length > MOST && h('span', {}, `The first ${MOST} are listed`), h('span', { class: 'keys push' }, h('kbd', {}, 'A'), ' acknowledge'), h('span', { class: 'keys' }, h('kbd', {}, 'C'), ' confirm'), h('span', { class: 'keys' }, h('kbd', {}, 'F'), ' false positive'), h('span', { class: 'keys' }, h('kbd', {}, 'N'), ' note'));
    side.paint(visible.find((one) => one.id === selected));
  }

  function paintCounters() {
    const focused = counters.contains(document.activeElement) ? document.activeElement.dataset.triage : '';
    fill(
      counters,
      TRIAGE.map(([name, word]) => {
        const count = taken.filter((one) => state.triageOf(one.id) === name).length;
        return h('button', { class: `counter ${count ? '' : 'zero'}`, type: 'button', data: { triage: name }, on: { click: () => query.set(`triage = ${name}`) } }, h('span', { class: 'what' }, triageMark(name), word), h('span', { class: 'value' }, number(count)));
      }),
    );
    if (focused) counters.querySelector(`[data-triage="${focused}"]`)?.focus();
  }

  function table(visible) {
    const [, , key, title] = GROUPS.find(([name]) => name === by);
    const groups = Map.groupBy(visible.slice(0, MOST), key);
    const ordered = by === 'flat' ? [...groups] : [...groups].sort(([, a], [, b]) => worst(a) - worst(b) || b.length - a.length);
    return h(
      'table',
      { class: 'grid found', role: 'grid' },
      h('caption', { class: 'unseen' }, 'Detections'),
      h('colgroup', {}, ['session-col', 'agent-col', 'done', 'at', 'triage-col'].map((name) => h('col', { class: name }))),
      h('thead', {}, h('tr', {}, ['Session', by === 'rule' ? 'Agent' : 'Rule', 'Holdpoint', 'At', 'Triage'].map((word, index) => h('th', { scope: 'col', class: index === 3 ? 'num' : '' }, word)))),
      ordered.map(([name, members]) => h('tbody', {}, by !== 'flat' && heading(name, title(members[0]), members), !folded.has(name) && members.map(row))),
    );
  }

  function heading(name, title, members) {
    const rule = by === 'rule' && members[0];
    const judged = members.map((one) => state.triageOf(one.id));
    const right = judged.filter((one) => one === 'confirmed').length;
    const decided = right + judged.filter((one) => one === 'false-positive').length;
    return h(
      'tr',
      { class: 'group-row' },
      h(
        'td',
        { colspan: 5 },
        h(
          'div',
          { class: 'group' },
          h('button', { class: 'button ghost square', type: 'button', 'aria-expanded': String(!folded.has(name)), 'aria-label': `${folded.has(name) ? 'Unfold' : 'Fold'} ${title}`, on: { click: () => fold(name) } }, icon(folded.has(name) ? 'right' : 'down', 'small')),
          severity(members[worstAt(members)].severity),
          rule ? h('a', { class: 'strong clip', ...link(`/rules/${encodeURIComponent(rule.rule.id)}`) }, title) : h('span', { class: 'strong clip' }, title),
          rule && mode(rule.mode),
          h('span', { class: 'faint' }, members.length),
          h('span', { class: 'push tiny faint' }, decided ? `precision ${Math.round((100 * right) / decided)} % of ${decided} judged` : 'not judged yet'),
        ),
      ),
    );
  }

  function row(one) {
    const session = state.sessions.get(one.session);
    const chosen = one.id === selected;
    return h(
      'tr',
      { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1, data: { id: one.id }, on: { click: () => choose(one.id) } },
      h('td', { class: 'c-session mono' }, one.session),
      h('td', { class: 'c-agent' }, by === 'rule' ? (session ? agent(session) : h('span', { class: 'undeclared' }, 'not listed')) : [severity(one.severity), ' ', state.title(one.rule)]),
      h('td', { class: 'c-action' }, one.mode === 'enforce' ? words(one.action) : h('span', { class: 'faint' }, `would ${one.action}`)),
      h('td', { class: 'c-at num' }, time(one.at)),
      h('td', { class: 'c-triage' }, h('span', { class: `triage ${state.triageOf(one.id)}` }, triageMark(state.triageOf(one.id)), TRIAGE.find(([name]) => name === state.triageOf(one.id))[1])),
    );
  }

  function group(name) {
    by = name;
    note({ by: by === 'rule' ? '' : by });
    paint();
  }

  function fold(name) {
    if (!folded.delete(name)) folded.add(name);
    paint();
  }

  function choose(id) {
    selected = id;
    note({ id });
    paint();
  }

  function move(by) {
    const ids = [...scroller.querySelectorAll('tr[data-id]')].map((tr) => tr.dataset.id);
    const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(selected) + by))];
    if (!next) return;
    choose(next);
    const tr = scroller.querySelector('[aria-selected="true"]');
    tr?.focus({ preventScroll: true });
    tr?.scrollIntoView({ block: 'nearest' });
  }

  function open() {
    const one = taken.find((each) => each.id === selected);
    if (one) go(`/sessions/${one.session}?detection=${encodeURIComponent(one.id)}`);
  }

  return {
    detection: () => (scroller.scrollTop === 0 && !scroller.contains(document.activeElement) ? takeIn() : paint()),
    triage: () => paint(),
    // What was found is often told before the session it was found in.
    session: (session) => unlisted.has(session.id) && paint(),
    loaded: takeIn,
    keys: {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: open,
      '/': () => query.input.focus(),
      '.': takeIn,
      a: () => side.judge('acknowledged'),
      c: () => side.judge('confirmed'),
      f: () => side.judge('false-positive'),
      n: () => side.writeNote(),
      Escape: () => go('/'),
    },
  };
}

function worst(members) {
  return RANK.indexOf(members[worstAt(members)].severity);
}

function worstAt(members) {
  return members.reduce((best, one, index) => (RANK.indexOf(one.severity) < RANK.indexOf(members[best].severity) ? index : best), 0);
}

function textOf(one) {
  const session = state.sessions.get(one.session);
  return plain([one.rule.id, state.title(one.rule), one.severity, one.session, one.text, session?.agentName, session?.task].join(' ')).toLowerCase();
}
