// The live list of sessions. What is new waits in a pill, unless the reader stands at the top.

import { fill, h, throttled } from '../dom.js';
import { counted, number, tone, words } from '../format.js';
import { icon } from '../icons.js';
import { openOrder, ordersFor } from '../dialogs.js';
import { agent, ageOf, chip, cost, drift, effects, empty, failed, labels, risk, stat, STATES, task, trend } from '../parts.js';
import { SESSION_FIELDS, sessionText } from '../query/session-fields.js';
import { queryField } from '../query/field.js';
import { savedBar } from '../query/saved.js';
import { valueSearch } from '../query/by-value.js';
import { go, note } from '../router.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';
import { welcome } from './welcome.js';

const COLUMNS = [
  ['state', 'State'],
  ['task', 'Task and session'],
  ['agent', 'Agent and principal'],
  ['risk-col', 'Risk', true],
  ['seen', 'Seen'],
  ['drift', 'Drift', true],
  ['cost', 'Cost', true],
  ['steps', 'Steps', true],
  ['denied', 'Denied', true],
  ['last', 'Last step'],
];

export function fleetView({ main, top, route }) {
  let text = route.query.get('q') || '';
  let test = () => true;
  let only = STATES.includes(route.query.get('state')) ? route.query.get('state') : '';
  let order = [];
  let selected = route.query.get('sel') || '';
  const rows = new Map();
  const value = valueSearch(takeIn);
  const find = (id) => state.sessions.get(id) || value.find(id);
  const nodes = build();
  const repaint = throttled(250, paint);
  const takeInSoon = throttled(1000, takeIn);
  fill(top, h('h1', {}, 'Fleet'), h('span', { class: 'tag' }, ''));
  takeIn();

  function build() {
    const query = queryField({
      label: 'Filter sessions',
      placeholder: 'Filter: agent = billing and risk > 60, or any words',
      value: text,
      fields: SESSION_FIELDS,
      all: sessionText,
      rows: () => state.sessions.values(),
      changed: (next, nextTest) => {
        text = next;
        test = nextTest;
        note({ q: text });
        takeIn();
      },
    });
    test = query.test();
    const saved = savedBar({ page: 'fleet', current: () => location.search.slice(1), apply });
    const parts = {
      counters: h('div', { class: 'counters', role: 'group', 'aria-label': 'Sessions by state' }),
      query,
      saved,
      pill: h('button', { class: 'pill', type: 'button', hidden: true, on: { click: () => { parts.scroller.scrollTop = 0; takeIn(); } } }),
      body: h('tbody', {}),
      scroller: h('div', { class: 'scroller', tabindex: -1 }),
      foot: h('footer', { class: 'foot' }),
    };
    parts.table = h(
      'table',
      { class: 'grid fleet', role: 'grid' },
      h('caption', { class: 'unseen' }, 'Sessions, highest risk first'),
      h('colgroup', {}, COLUMNS.map(([name]) => h('col', { class: name }))),
      h('thead', {}, h('tr', {}, COLUMNS.map(([name, word, right]) => h('th', { scope: 'col', class: `${right ? 'num' : ''} c-${name.replace('-col', '')}`, 'aria-sort': name === 'risk-col' ? 'descending' : null }, word)))),
      parts.body,
    );
    parts.tools = h('div', { class: 'tools' }, query.node, value.button, parts.pill);
    return parts;
  }

  function matches(session) {
    if (only && standing(session) !== only) return false;
    return test(session);
  }

  /** Takes over the filter of a saved view. */
  function apply(query) {
    const next = new URLSearchParams(query);
    only = STATES.includes(next.get('state')) ? next.get('state') : '';
    note({ state: only });
    nodes.query.set(next.get('q') || '');
  }

  /** Takes in everything new and sorts again. */
  function takeIn() {
    nodes.saved.paint();
    order = (value.sessions() || [...state.sessions.values()])
      .sort((a, b) => b.risk - a.risk || Date.parse(b.lastStepAt) - Date.parse(a.lastStepAt))
      .map((session) => session.id);
    paint();
  }

  function atEase() {
    return nodes.scroller.scrollTop === 0 && !selected && !nodes.scroller.contains(document.activeElement);
  }

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of sessions', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    if (state.sessions.size === 0) {
      fill(main, welcome());
      top.lastChild.textContent = 'waiting for the first call';
      return;
    }
    if (!nodes.scroller.isConnected) fill(main, nodes.counters, nodes.saved.node, nodes.tools, value.node, nodes.scroller, nodes.foot);
    paintCounters();
    const known = new Set(order);
    const fresh = (value.sessions() || [...state.sessions.values()]).filter((session) => !known.has(session.id) && matches(session));
    nodes.pill.hidden = fresh.length === 0;
    fill(nodes.pill, icon('up'), counted(fresh.length, 'new session'));
    const visible = order.map(find).filter((session) => session && matches(session));
    paintRows(visible);
    fill(
      nodes.foot,
      h('span', {}, visible.length === state.sessions.size ? counted(visible.length, 'session') : `${number(visible.length)} of ${counted(state.sessions.size, 'session')}`),
      state.sessions.size >= 1000 && h('span', {}, 'The newest 1,000 are listed'),
      h('span', { class: 'keys push' }, h('kbd', {}, 'J'), h('kbd', {}, 'K'), ' move'),
      h('span', { class: 'keys' }, h('kbd', {}, 'Enter'), ' open'),
      h('span', { class: 'keys' }, h('kbd', {}, 'P'), ' pause'),
      h('span', { class: 'keys' }, h('kbd', {}, '?'), ' all keys'),
    );
  }

  function paintCounters() {
    const all = [...state.sessions.values()];
    const standings = all.map(standing);
    const count = (name) => standings.filter((one) => one === name).length;
    const sum = (name) => all.reduce((total, session) => total + session[name], 0);
    const focused = nodes.counters.contains(document.activeElement) ? document.activeElement.dataset.state : '';
    const live = count('active') + count('held') + count('paused') + count('restricted');
    top.lastChild.textContent = `${number(live)} live`;
    fill(
      nodes.counters,
      STATES.map((name) =>
        h(
          'button',
          { class: `counter ${count(name) ? '' : 'zero'}`, type: 'button', 'aria-pressed': String(only === name), data: { state: name }, on: { click: () => filterBy(name) } },
          h('span', { class: `what ${name}` }, icon(name), words(name)),
          h('span', { class: 'value' }, number(count(name))),
        ),
      ),
      stat('Steps seen', sum('steps')),
      stat('Calls denied', sum('denied')),
      stat('Detections', sum('detections')),
    );
    if (focused) nodes.counters.querySelector(`[data-state="${focused}"]`)?.focus();
  }

  /** Its state, or that a call of it waits for a person: what stands on it wins. */
  function standing(session) {
    return ['active', 'restricted'].includes(session.state) && state.holds(session.id) ? 'held' : session.state;
  }

  function filterBy(name) {
    only = only === name ? '' : name;
    note({ state: only });
    takeIn();
  }

  function paintRows(visible) {
    if (visible.length === 0) {
      fill(
        nodes.scroller,
        empty({
          emblem: 'search',
          title: order.length === 0 ? 'No session touched that value' : only && !text ? `No ${only} session` : 'No session matches',
          text: order.length === 0 ? 'None that is stored, as far as prints of values were kept.' : text ? `Nothing among ${counted(state.sessions.size, 'session')} matches “${text}”${only ? ` and is ${only}` : ''}.` : 'Sessions that get into this state appear here by themselves.',
          actions: [h('button', { class: 'button', type: 'button', on: { click: clearFilter } }, 'Clear filter')],
        }),
      );
      return;
    }
    if (!nodes.table.isConnected) fill(nodes.scroller, nodes.table);
    const wanted = visible.map((session) => rowOf(session));
    for (const [id, row] of rows) {
      if (!visible.some((session) => session.id === id)) {
        row.tr.remove();
        rows.delete(id);
      }
    }
    wanted.forEach((row, index) => {
      if (nodes.body.children[index] !== row.tr) nodes.body.insertBefore(row.tr, nodes.body.children[index] || null);
    });
    const focusable = selected && rows.has(selected) ? selected : visible[0].id;
    for (const [id, row] of rows) {
      row.tr.setAttribute('aria-selected', String(id === selected));
      row.tr.tabIndex = id === focusable ? 0 : -1;
    }
  }

  function clearFilter() {
    apply('');
  }

  function rowOf(session) {
    let row = rows.get(session.id);
    if (!row) {
      row = { tr: h('tr', { data: { id: session.id }, on: { click: () => open(session.id) } }), seen: {} };
      for (const [name, , right] of COLUMNS) row.tr.append(h('td', { class: `${right ? 'num' : ''} c-${name.replace('-col', '')}` }));
      rows.set(session.id, row);
    }
    const cells = row.tr.children;
    const now = standing(session);
    put(row, cells[0], 0, now, () => chip(now));
    put(row, cells[1], 1, session.task, () => h('span', { class: 'two-lines' }, h('span', {}, task(session)), h('span', { class: 'mono' }, session.id)));
    put(row, cells[2], 2, session.agentName + session.principal, () => h('span', { class: 'two-lines' }, h('span', {}, agent(session)), h('span', {}, whose(session))));
    put(row, cells[3], 3, `${session.risk} ${session.maxRisk} ${session.trend}`, () => [trend(session.trend, `tone-${tone(session.risk)}`), risk(session.risk, session.maxRisk)]);
    put(row, cells[4], 4, session.effects + session.labels, () => [effects(session.effects), labels(session.labels)]);
    put(row, cells[5], 5, JSON.stringify(session.drift), () => drift(session.drift));
    put(row, cells[6], 6, JSON.stringify(session.usage), () => cost(session.usage));
    put(row, cells[7], 7, session.steps, () => number(session.steps));
    put(row, cells[8], 8, session.denied, () => h('span', { class: session.denied ? 'hot-number' : 'faint' }, number(session.denied)));
    put(row, cells[9], 9, session.lastStep + session.lastStepAt, () => h('span', { class: 'two-lines' }, h('span', { class: 'mono', title: plain(session.lastStep) }, shown(session.lastStep)), ageOf(session.lastStepAt)));
    return row;
  }

  function put(row, cell, index, key, make) {
    const value = String(key);
    if (row.seen[index] === value) return;
    const changed = index in row.seen;
    row.seen[index] = value;
    fill(cell, make());
    if (changed && cell.firstElementChild) cell.firstElementChild.classList.add('fresh');
  }

  function whose(session) {
    const parts = [session.principal || 'principal unknown', session.environment].filter(Boolean);
    return shown(parts.join(' · '));
  }

  function open(id) {
    if (getSelection()?.toString()) return;
    go(`/sessions/${id}`);
  }

  function move(by) {
    const ids = [...nodes.body.children].map((tr) => tr.dataset.id);
    if (ids.length === 0) return;
    const at = ids.indexOf(selected);
    selected = ids[Math.min(ids.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by))];
    note({ sel: selected });
    paint();
    const tr = rows.get(selected).tr;
    tr.focus({ preventScroll: true });
    tr.scrollIntoView({ block: 'nearest' });
  }

  function orderFor(action) {
    const session = state.sessions.get(selected);
    if (session && ordersFor(session).includes(action)) openOrder(action, session, () => {});
  }

  return {
    session: (session) => {
      if (!order.includes(session.id) && state.loaded && (order.length === 0 || atEase())) takeInSoon();
      else repaint();
    },
    approval: () => repaint(),
    loaded: () => (atEase() || order.length === 0 ? takeIn() : paint()),
    leave: () => {
      repaint.cancel();
      takeInSoon.cancel();
    },
    keys: {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        const id = document.activeElement?.closest?.('tr')?.dataset.id || selected;
        if (id) open(id);
      },
      Escape: () => {
        selected = '';
        note({ sel: '' });
        document.activeElement?.blur?.();
        paint();
      },
      '/': () => nodes.query.input.focus(),
      '.': () => takeIn(),
      p: () => orderFor(state.sessions.get(selected)?.state === 'paused' ? 'resume' : 'pause'),
      K: () => orderFor('kill'),
    },
  };
}
