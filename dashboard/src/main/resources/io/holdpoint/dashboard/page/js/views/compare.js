// Two sessions side by side: what both did, what only one did, and what differs in between.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, took } from '../format.js';
import { icon } from '../icons.js';
import { agent, chip, empty, failed, kindTile, task, verdict } from '../parts.js';
import { go, link, note } from '../router.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';

const ROW = 34;
const BEYOND = 12;

export function compareView({ main, top, route }) {
  let left = route.query.get('a') || '';
  let right = route.query.get('b') || '';
  let onlyDifferent = route.query.get('only') === 'different';
  let answer = null;
  let lines = [];
  let drawn = new Map();
  const space = h('div', { class: 'space', role: 'presentation' });
  const list = h('div', { class: 'pairs', tabindex: 0, role: 'list', 'aria-label': 'Steps side by side' }, space);
  const head = h('div', { class: 'compare-head' });
  const sums = h('div', { class: 'tools sums' });
  list.addEventListener('scroll', () => draw(), { passive: true });
  const resized = new ResizeObserver(() => draw());
  resized.observe(list);
  fill(top, h('a', { ...link(left ? `/sessions/${left}` : '/') }, left || 'Fleet'), icon('right'), h('h1', {}, 'Compare'));
  load();

  async function load() {
    if (!left || !right) {
      choose();
      return;
    }
    try {
      answer = await get(`/sessions/${left}/compare?with=${encodeURIComponent(right)}`);
    } catch (error) {
      fill(main, failed('The comparison', error, load));
      return;
    }
    fill(main, h('div', { class: 'comparison' }, head, sums, list));
    paint();
  }

  // Sessions of the same agent first: those are worth comparing.
  function choose() {
    const own = state.sessions.get(left);
    const others = [...state.sessions.values()].filter((session) => session.id !== left).sort((a, b) => Number(b.agentName === own?.agentName) - Number(a.agentName === own?.agentName) || Date.parse(b.lastStepAt) - Date.parse(a.lastStepAt));
    if (!own || others.length === 0) {
      fill(main, empty({ emblem: 'split', title: 'Nothing to compare', text: 'Open a session and choose Compare; its agent’s other sessions are offered here.', actions: [h('a', { class: 'button primary', ...link('/') }, 'To the fleet')] }));
      return;
    }
    fill(
      main,
      h(
        'div',
        { class: 'scroller chooser' },
        h('h2', {}, 'Compare ', h('span', { class: 'mono' }, own.id), ' with'),
        h('p', { class: 'dim' }, own.agentName ? ['Other sessions of ', shown(own.agentName), ' come first.'] : 'It gave no agent name; the newest sessions come first.'),
        h('ul', { class: 'choices' }, others.slice(0, 60).map((session) => h('li', {}, h('a', { ...link(`/compare?a=${left}&b=${session.id}`) }, chip(session.state), h('span', { class: 'two-lines' }, h('span', {}, task(session)), h('span', {}, h('span', { class: 'mono' }, session.id), ' · ', plain(session.agentName || 'no name'), ` ${plain(session.agentVersion)}`, ` · ${counted(session.steps, 'step')}`)))))),
      ),
    );
  }

  function paint() {
    const { comparison } = answer;
    lines = comparison.lines.filter((line) => !onlyDifferent || !line.left || !line.right || line.changes.length > 0);
    fill(head, side(answer.left), side(answer.right));
    const cut = Math.max(comparison.leftTotal, comparison.rightTotal) > comparison.compared;
    fill(
      sums,
      h('span', { class: 'tag' }, `${number(comparison.same)} the same`),
      h('span', { class: 'tag changed' }, `${number(comparison.changed)} changed`),
      h('span', { class: 'tag gone' }, `${number(comparison.onlyLeft)} left only`),
      h('span', { class: 'tag came' }, `${number(comparison.onlyRight)} right only`),
      cut && h('span', { class: 'tiny faint' }, `The first ${number(comparison.compared)} steps of each are compared`),
      h('span', { class: 'push' }),
      h('div', { class: 'seg', role: 'group', 'aria-label': 'Lines' }, [[false, 'All'], [true, 'Differences']].map(([value, word]) => h('button', { type: 'button', 'aria-pressed': String(onlyDifferent === value), on: { click: () => show(value) } }, word))),
      h('button', { class: 'button small', type: 'button', on: { click: () => go(`/compare?a=${right}&b=${left}`) } }, 'Swap'),
    );
    space.style.setProperty('--height', `${lines.length * ROW}px`);
    for (const row of drawn.values()) row.remove();
    drawn = new Map();
    draw();
  }

  function show(value) {
    onlyDifferent = value;
    note({ only: value ? 'different' : '' });
    list.scrollTop = 0;
    paint();
  }

  function draw() {
    const from = Math.max(0, Math.floor(list.scrollTop / ROW) - BEYOND);
    const to = Math.min(lines.length, Math.ceil((list.scrollTop + (list.clientHeight || 600)) / ROW) + BEYOND);
    for (const [index, row] of drawn) {
      if (index >= from && index < to) continue;
      row.remove();
      drawn.delete(index);
    }
    for (let index = from; index < to; index++) {
      if (drawn.has(index)) continue;
      const row = pair(lines[index], index);
      drawn.set(index, row);
      space.append(row);
    }
  }

  function pair(line, index) {
    const look = !line.left ? 'came' : !line.right ? 'gone' : line.changes.length ? 'changed' : 'same';
    return h('div', { class: `pair ${look}`, role: 'listitem', vars: { y: `${index * ROW}px` } }, cell(line.left, left), h('span', { class: 'what' }, look === 'changed' ? line.changes.join(', ') : look === 'same' ? '' : look === 'gone' ? 'left only' : 'right only'), cell(line.right, right));
  }

  function cell(row, session) {
    if (!row) return h('span', { class: 'half none' });
    return h(
      'a',
      { class: 'half', ...link(`/sessions/${session}?step=${encodeURIComponent(row.id)}`) },
      h('span', { class: 'idx mono' }, `#${number(row.place)}`),
      kindTile(row),
      h('span', { class: 'clip' }, shown(row.name), ' ', h('span', { class: 'faint' }, shown(row.hint))),
      h('span', { class: 'tiny faint push' }, row.verdict === 'deny' ? 'not sent' : took(row.durationNanos)),
      verdict(row.verdict, 'icon'),
    );
  }

  return { leave: () => resized.disconnect(), loaded: () => answer || load(), keys: { Escape: () => go(left ? `/sessions/${left}` : '/') } };
}

function side(session) {
  return h('div', {}, chip(session.state), h('span', { class: 'two-lines' }, h('span', {}, h('a', { ...link(`/sessions/${session.id}`) }, task(session))), h('span', {}, h('span', { class: 'mono' }, session.id), ' · ', agent(session), ` · ${counted(session.steps, 'step')} · risk ${session.risk}`)));
}
