// The timeline: one line for each step, only those in sight exist, however long the session is.

import { fill, h } from '../dom.js';
import { counted, number, took } from '../format.js';
import { icon } from '../icons.js';
import { kindTile, verdict } from '../parts.js';
import { shown } from '../text.js';

const BEYOND = 10;

/** `expected` is how many steps there will be, 0 if that is not known yet. */
export function timelinePane({ rows, select, expected }) {
  let chain = [];
  let current = '';
  let until = Infinity;
  let marks = [];
  let drawn = new Map();
  let waiting = 0;
  let heightOfAll = 0;
  let putAt = 0;
  const space = h('div', { class: 'space', role: 'presentation' });
  const list = h('div', { class: 'steps', role: 'listbox', tabindex: 0, 'aria-label': 'Steps of the session' }, space);
  const strip = h('div', { class: 'strip', 'aria-hidden': 'true' });
  const more = h('button', { class: 'pill more-steps', type: 'button', hidden: true, on: { click: toEnd } });
  const count = h('span', { class: 'tiny faint' });
  const body = h('div', { class: 'timeline' }, list, strip, more);
  if (expected) body.style.setProperty('--count', expected);
  const node = h('section', { class: 'pane times', 'aria-label': 'Timeline' }, h('div', { class: 'head' }, h('h2', {}, 'Timeline'), count), body);
  list.addEventListener('scroll', () => draw(), { passive: true });
  strip.addEventListener('click', (event) => {
    const box = strip.getBoundingClientRect();
    list.scrollTop = ((event.clientY - box.top) / box.height) * list.scrollHeight - list.clientHeight / 2;
  });
  const resized = new ResizeObserver(() => draw());
  resized.observe(list);

  function height() {
    return parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--step')) || 30;
  }

  /** Draws everything anew; `until` is the place up to which a replay has come. */
  function paint(next) {
    ({ chain, current, until, marks } = next);
    const step = height();
    if (heightOfAll !== rows.total * step) {
      heightOfAll = rows.total * step;
      space.style.setProperty('--height', `${heightOfAll}px`);
      body.style.setProperty('--count', rows.total);
    }
    count.textContent = rows.loading ? 'Loading' : counted(rows.total, 'step');
    for (const row of drawn.values()) row.node.remove();
    drawn = new Map();
    draw();
    paintStrip();
  }

  function draw() {
    const step = height();
    const from = Math.max(0, Math.floor(list.scrollTop / step) - BEYOND);
    const to = Math.min(rows.total, Math.ceil((list.scrollTop + (list.clientHeight || 600)) / step) + BEYOND);
    for (const [index, row] of drawn) {
      if (index < from || index >= to || (!row.loaded && rows.at(index))) {
        row.node.remove();
        drawn.delete(index);
      }
    }
    for (let index = from; index < to; index++) {
      if (drawn.has(index)) continue;
      const row = rows.at(index);
      const made = { node: row ? line(row, index, step) : placeholder(index, step), loaded: Boolean(row) };
      drawn.set(index, made);
      space.append(made.node);
    }
    rows.need(from, to);
    const view = strip.querySelector('.view');
    if (view) place(view);
    if (atEnd()) {
      waiting = 0;
      more.hidden = true;
    }
  }

  function placeholder(index, rowHeight) {
    return h('div', { class: 'step blank', vars: { y: `${index * rowHeight}px` } }, h('span', { class: 'idx' }, number(index + 1)), h('i', {}), h('i', {}));
  }

  function line(row, index, rowHeight) {
    const link = chain.indexOf(row.id) + 1;
    const chosen = row.id === current;
    if (chosen) list.setAttribute('aria-activedescendant', `step-${index}`);
    return h(
      'div',
      {
        class: `step ${row.verdict} ${link ? 'in-chain' : ''} ${row.place > until ? 'later' : ''}`,
        id: `step-${index}`,
        role: 'option',
        'aria-selected': String(chosen),
        'aria-setsize': rows.total,
        'aria-posinset': index + 1,
        vars: { y: `${index * rowHeight}px`, depth: Math.min(4, row.depth) },
        on: { click: () => select(row.id) },
      },
      h('span', { class: 'idx' }, number(index + 1)),
      kindTile(row),
      h(
        'span',
        { class: 'what' },
        h('span', { class: 'name clip' }, shown(row.name)),
        link > 0 && h('span', { class: 'no', title: `Step ${link} of the chain` }, link),
        row.masked && icon('mask', 'small', 'Some arguments are masked'),
        h('span', { class: 'hint clip' }, shown(row.hint)),
      ),
      h('span', { class: 'took' }, row.verdict === 'deny' ? 'not sent' : took(row.durationNanos)),
      verdict(row.verdict, 'icon'),
    );
  }

  // The whole session at a glance: what was stopped or detected, the chain, and where the reader is.
  function paintStrip() {
    const total = Math.max(1, rows.total);
    const at = (index) => `${((index + 0.5) / total) * 100}%`;
    const view = h('i', { class: 'view' });
    const places = chain.map((id) => rows.place(id)).filter(Boolean);
    fill(
      strip,
      view,
      marks.map((mark) => h('i', { class: mark.what, vars: { at: at(mark.place - 1) } })),
      places.map((index) => h('i', { class: 'chain', vars: { at: at(index - 1) } })),
      rows.place(current) > 0 && h('i', { class: 'here', vars: { at: at(rows.place(current) - 1) } }),
    );
    place(view);
  }

  function place(view) {
    const all = Math.max(1, list.scrollHeight);
    strip.hidden = list.clientHeight >= all;
    view.style.setProperty('--at', `${(list.scrollTop / all) * 100}%`);
    view.style.setProperty('--part', `${Math.min(1, list.clientHeight / all) * 100}%`);
  }

  function atEnd() {
    return list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
  }

  function arrived(added) {
    if (atEnd() || added <= 0) return;
    waiting += added;
    fill(more, icon('down'), counted(waiting, 'new step'));
    more.hidden = false;
  }

  function toEnd() {
    list.scrollTop = list.scrollHeight;
    draw();
  }

  function reveal(index) {
    const step = height();
    const top = index * step;
    if (index >= 0 && (top < list.scrollTop || top + step > list.scrollTop + list.clientHeight)) {
      list.scrollTop = top - list.clientHeight / 2;
      putAt = list.scrollTop;
      draw();
    }
  }

  /** As reveal, unless the reader has scrolled since. */
  function settle(index) {
    if (Math.abs(list.scrollTop - putAt) < 2) reveal(index);
  }

  return { node, paint, draw, arrived, toEnd, reveal, settle, leave: () => resized.disconnect() };
}
