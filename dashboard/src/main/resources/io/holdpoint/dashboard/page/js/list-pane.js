// A list that is fetched whole: counters above it, a filter, the row chosen told beside it, keys to walk it. Views say what stands in it.

import { fill, h } from './dom.js';
import { counted } from './format.js';
import { empty, failed } from './parts.js';
import { queryField } from './query/field.js';
import { go, note } from './router.js';

/**
 * What a view says of its list: `title`, `noun` (of one row), `kind` (class of the table), `caption`, `placeholder` and `fields` of the filter,
 * `textOf` and `idOf` a row, `columns` ([name, word, of numbers]), `fetch` (all rows, in order), `counters` (all rows and a maker of cells),
 * `cells` of a row, `side` (paints the pane beside it), `nothing` (an empty state), `action` (a button beside the filter) and `aside` (words at the foot).
 */
export function listPane({ main, top, route }, spec) {
  let all = null;
  let failure = null;
  let text = route.query.get('q') || '';
  let test = () => true;
  let selected = route.query.get('sel') || '';
  const name = spec.noun[0].toUpperCase() + spec.noun.slice(1);
  const counters = h('div', { class: 'counters four', role: 'group', 'aria-label': `${name}s at a glance` });
  const query = queryField({ label: `Filter ${spec.noun}s`, placeholder: spec.placeholder, value: text, fields: spec.fields, all: spec.textOf, rows: () => all || [], changed: (next, nextTest) => { text = next; test = nextTest; note({ q: text }); paint(); } });
  const scroller = h('div', { class: 'scroller', tabindex: -1 });
  const side = h('aside', { class: 'side', 'aria-label': `Selected ${spec.noun}` });
  const foot = h('footer', { class: 'foot' });
  test = query.test();
  fill(top, h('h1', {}, spec.title), h('span', { class: 'tag' }, ''));
  paint();
  load();

  async function load() {
    try {
      all = await spec.fetch();
      failure = null;
    } catch (error) {
      failure = error;
    }
    paint();
  }

  function paint() {
    if (!all) {
      fill(main, failure ? failed(`The list of ${spec.noun}s`, failure, load) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    top.lastChild.textContent = counted(all.length, spec.noun);
    if (all.length === 0) {
      fill(main, empty(spec.nothing()));
      return;
    }
    if (!scroller.isConnected) fill(main, h('div', { class: 'detections' }, h('div', { class: 'list' }, counters, h('div', { class: 'tools' }, query.node, spec.action), scroller, foot), side));
    const visible = all.filter(test);
    if (!visible.some((one) => spec.idOf(one) === selected)) selected = visible[0] ? spec.idOf(visible[0]) : '';
    fill(counters, spec.counters(all, counter));
    const scrolled = scroller.scrollTop;
    const within = scroller.contains(document.activeElement);
    fill(scroller, visible.length === 0 ? empty({ emblem: 'search', title: `No ${spec.noun} matches`, text: `None of ${all.length} matches “${text}”.` }) : table(visible));
    scroller.scrollTop = scrolled;
    if (within) scroller.querySelector('[aria-selected="true"]')?.focus({ preventScroll: true });
    fill(foot, h('span', {}, visible.length === all.length ? counted(all.length, spec.noun) : `${visible.length} of ${counted(all.length, spec.noun)}`), spec.aside && h('span', { class: 'push' }, spec.aside));
    spec.side(side, visible.find((one) => spec.idOf(one) === selected), all);
  }

  function table(visible) {
    return h(
      'table',
      { class: `grid ${spec.kind}`, role: 'grid' },
      h('caption', { class: 'unseen' }, spec.caption),
      h('colgroup', {}, spec.columns.map(([column]) => h('col', { class: column }))),
      h('thead', {}, h('tr', {}, spec.columns.map(([column, word, right]) => h('th', { scope: 'col', class: `${right ? 'num ' : ''}c-${column}` }, word)))),
      h('tbody', {}, visible.map(row)),
    );
  }

  function row(one) {
    const id = spec.idOf(one);
    const chosen = id === selected;
    return h('tr', { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1, data: { id }, on: { click: () => choose(id) } }, spec.cells(one));
  }

  function counter(word, value, aside, q, bad) {
    return h('button', { class: `counter ${bad ? 'warned' : ''} ${value === '0' ? 'zero' : ''}`, type: 'button', on: { click: () => query.set(q) } }, h('span', { class: 'what' }, word), h('span', { class: 'value' }, value, h('small', {}, aside)));
  }

  function choose(id) {
    selected = id;
    note({ sel: id });
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

  return {
    load,
    choose,
    /** Puts a changed row in its place, and says which one comes first of those that are shown and wanted. */
    replaced(changed, wanted) {
      const at = all.findIndex((one) => spec.idOf(one) === spec.idOf(changed));
      if (at >= 0) all[at] = changed;
      return all.find((one) => test(one) && wanted(one));
    },
    view: {
      loaded: load,
      keys: { j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), '/': () => query.input.focus(), '.': load, Escape: () => go('/') },
    },
  };
}
