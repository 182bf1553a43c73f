// The timeline: one row for each step, only those in sight exist, however long the session is.

import { fill, h } from '../dom.js';
import { counted, number, took } from '../format.js';
import { icon } from '../icons.js';
import { kindTile, verdict } from '../parts.js';
import { hint } from '../payload.js';
import { shown } from '../text.js';

const BEYOND = 12;
const MOST_MARKS = 300;

export function timelinePane({ steps, select }) {
  let chain = [];
  let current = '';
  let drawn = new Map();
  let waiting = 0;
  const space = h('div', { class: 'space', role: 'presentation' });
  const list = h('div', { class: 'steps', role: 'listbox', tabindex: 0, 'aria-label': 'Steps of the session' }, space);
  const strip = h('div', { class: 'strip', 'aria-hidden': 'true' });
  const more = h('button', { class: 'pill more-steps', type: 'button', hidden: true, on: { click: toEnd } });
  const count = h('span', { class: 'tiny faint' });
  const body = h('div', { class: 'timeline' }, list, strip, more);
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

  function paint(newChain, newCurrent) {
    chain = newChain;
    current = newCurrent;
    space.style.setProperty('--height', `${steps.all.length * height()}px`);
    body.style.setProperty('--count', steps.all.length);
    count.textContent = steps.loading ? `${counted(steps.all.length, 'step')}, loading` : counted(steps.all.length, 'step');
    for (const row of drawn.values()) row.remove();
    drawn = new Map();
    draw();
    marks();
  }

  function draw() {
    const step = height();
    const from = Math.max(0, Math.floor(list.scrollTop / step) - BEYOND);
    const to = Math.min(steps.all.length, Math.ceil((list.scrollTop + (list.clientHeight || 600)) / step) + BEYOND);
    for (const [index, row] of drawn) {
      if (index < from || index >= to) {
        row.remove();
        drawn.delete(index);
      }
    }
    for (let index = from; index < to; index++) {
      if (drawn.has(index)) continue;
      const row = rowOf(steps.all[index], index, step);
      drawn.set(index, row);
      space.append(row);
    }
    const view = strip.querySelector('.view');
    if (view) place(view);
    if (atEnd()) {
      waiting = 0;
      more.hidden = true;
    }
  }

  function rowOf(step, index, rowHeight) {
    const link = chain.indexOf(step.id) + 1;
    const chosen = step.id === current;
    if (chosen) list.setAttribute('aria-activedescendant', `step-${index}`);
    return h(
      'div',
      {
        class: `step ${step.verdict} ${link ? 'in-chain' : ''}`,
        id: `step-${index}`,
        role: 'option',
        'aria-selected': String(chosen),
        'aria-setsize': steps.all.length,
        'aria-posinset': index + 1,
        vars: { y: `${index * rowHeight}px` },
        on: { click: () => select(step.id) },
      },
      h('span', { class: 'idx' }, number(index + 1)),
      kindTile(step),
      h(
        'span',
        { class: 'what' },
        h('span', { class: 'name clip' }, shown(step.name)),
        link > 0 && h('span', { class: 'no', title: `Step ${link} of the chain` }, link),
        h('span', { class: 'hint clip' }, shown(hint(step.arguments.masked))),
      ),
      h('span', { class: 'took' }, step.verdict === 'deny' ? 'not sent' : took(step.durationNanos)),
      verdict(step.verdict, 'icon'),
    );
  }

  // The whole session at a glance: what was judged, the chain, and where the reader is.
  function marks() {
    const total = Math.max(1, steps.all.length);
    const notable = [];
    steps.all.forEach((step, index) => {
      const look = step.id === current ? 'here' : chain.includes(step.id) ? 'chain' : step.verdict === 'deny' || step.verdict === 'hold' ? step.verdict : '';
      if (look && notable.length < MOST_MARKS) notable.push(h('i', { class: look, vars: { at: `${((index + 0.5) / total) * 100}%` } }));
    });
    const view = h('i', { class: 'view' });
    fill(strip, view, notable);
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

  function reveal(id) {
    const index = steps.place(id) - 1;
    if (index < 0) return;
    const step = height();
    const top = index * step;
    if (top < list.scrollTop || top + step > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2;
      draw();
    }
  }

  return { node, paint, arrived, toEnd, reveal, leave: () => resized.disconnect() };
}
