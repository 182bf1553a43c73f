// The execution graph: what led to what. The API says what stands where, this draws it.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, took, words } from '../format.js';
import { icon } from '../icons.js';
import { plain, shown } from '../text.js';
import { s } from '../svg.js';
import { NODE, Places, arrange, route } from './grid.js';

const SEEN_BEYOND = 400;
const ALL_AT_ONCE = 160;
const PILLS = new Set(['user-message', 'model-call', 'sampling', 'elicitation']);
const KIND_ICONS = {
  'user-message': 'user',
  'model-call': 'model',
  sampling: 'model',
  elicitation: 'user',
  'resource-read': 'file',
  prompt: 'message',
  retrieval: 'discover',
  'memory-read': 'memory',
  'memory-write': 'memory',
  'hand-off': 'delegate',
};

export function graphPane({ id, select }) {
  const places = new Places();
  const toggled = new Set();
  let graph = null;
  let spots = new Map();
  let current = 0;
  let until = Infinity;
  let detection = '';
  let around = '';
  let request = 0;
  const edges = s('svg', { class: 'edges', 'aria-hidden': 'true' }, arrowheads());
  const layer = h('div', { class: 'nodes' });
  const canvas = h('div', { class: 'canvas' }, edges, layer);
  const scroller = h('div', { class: 'graph', tabindex: 0, role: 'group', 'aria-label': 'Execution graph; the timeline lists the same steps' }, canvas);
  const foot = h('div', { class: 'legend' });
  const node = h('div', { class: 'graph-pane' }, scroller, foot);
  scroller.addEventListener('scroll', () => graph && graph.nodes.length > ALL_AT_ONCE && draw(), { passive: true });
  const resized = new ResizeObserver(() => graph && place());
  resized.observe(scroller);

  /** Loads the graph again; what stands stays where it is. */
  async function load({ stepAround = around, chosen = detection, fresh = false } = {}) {
    around = stepAround;
    detection = chosen;
    const mine = ++request;
    const query = new URLSearchParams();
    if (around) query.set('around', around);
    if (detection) query.set('detection', detection);
    for (const one of toggled) query.append('toggle', one);
    const next = await get(`/sessions/${id}/graph?${query}`);
    if (mine !== request) return;
    const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 4;
    if (fresh || (graph && graph.from !== next.from)) places.forget();
    const grown = graph && next.nodes.length > graph.nodes.length;
    graph = next;
    place();
    if (grown && atEnd && !fresh) scroller.scrollTop = scroller.scrollHeight;
  }

  function place() {
    const laid = arrange(places.settle(graph), scroller.clientWidth - 4);
    spots = laid.spots;
    canvas.style.setProperty('--width', `${laid.width}px`);
    canvas.style.setProperty('--height', `${laid.height}px`);
    edges.setAttribute('viewBox', `0 0 ${laid.width} ${laid.height}`);
    draw();
    legend();
  }

  function draw() {
    const few = graph.nodes.length <= ALL_AT_ONCE;
    const top = scroller.scrollTop - SEEN_BEYOND;
    const bottom = scroller.scrollTop + scroller.clientHeight + SEEN_BEYOND;
    const seen = (spot) => few || (spot.y > top && spot.y < bottom);
    const focused = layer.contains(document.activeElement) ? document.activeElement.dataset.id : '';
    const byId = new Map(graph.nodes.map((one) => [one.id, one]));
    const visible = graph.nodes.filter((one) => seen(spots.get(one.id)));
    fill(layer, groups(seen), visible.map(drawn), visible.filter((one) => one.verdict && (one.fold !== 'agent' || one.verdict !== 'permit')).map(decision));
    edges.replaceChildren(edges.firstChild, ...graph.edges.filter((edge) => seen(spots.get(edge.from)) || seen(spots.get(edge.to))).map((edge) => line(edge, byId)));
    if (focused) layer.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  function drawn(one) {
    const spot = spots.get(one.id);
    const pill = PILLS.has(one.kind) && one.fold === 'none';
    const chosen = current >= one.from && current <= one.to && (one.count === one.to - one.from + 1 || one.from === current);
    const folded = one.fold === 'loop' || one.fold === 'many';
    const label = `${plain(one.title)}, ${describe(one)}${one.verdict ? `, ${one.verdict}` : ''}`;
    const look = [pill ? 'pill-node' : '', one.kind === 'model-call' ? 'model' : '', one.fold, one.verdict, one.marks.length ? 'marked' : '', one.from > until ? 'later' : ''].join(' ');
    return h(
      'div',
      { class: `node ${look}`, vars: { x: `${spot.x}px`, y: `${spot.y}px` } },
      h(
        'button',
        { class: 'face', type: 'button', 'aria-label': label, title: plain(one.title), 'aria-pressed': String(chosen), data: { id: one.id }, on: { click: () => select(one.id) } },
        icon(folded ? 'loop' : KIND_ICONS[one.kind] || one.effect || 'tool', 'small'),
        h('span', { class: 'lines' }, h('b', { class: 'clip' }, shown(one.title)), h('span', { class: 'clip' }, describe(one))),
        one.labels.length > 0 && h('span', { class: 'labels' }, one.labels.map((name) => h('i', { class: name }, icon(name, '', `${words(name)} data`)))),
        one.masked && h('span', { class: 'veil' }, icon('mask', '', 'Some arguments are masked')),
      ),
      one.fold !== 'none' && h('button', { class: 'folder', type: 'button', 'aria-label': one.fold === 'open' ? 'Fold' : 'Unfold', title: one.fold === 'open' ? 'Fold' : 'Unfold', on: { click: () => toggle(one.id) } }, icon(one.fold === 'open' ? 'up' : 'down')),
      one.marks.length > 0 && h('span', { class: 'no', title: 'Steps of the chain' }, one.marks.length > 2 ? `${one.marks[0]}–${one.marks.at(-1)}` : one.marks.join(', ')),
    );
  }

  // The decision of the gateway sits on the way into what it judged.
  function decision(one) {
    const spot = spots.get(one.id);
    const name = one.verdict === 'hold' ? 'held' : one.verdict;
    return h('span', { class: `decision ${one.verdict} ${one.from > until ? 'later' : ''}`, vars: { x: `${spot.x}px`, y: `${spot.y + NODE.height / 2}px` }, title: `The gateway said: ${one.verdict}` }, icon(name));
  }

  function line(edge, byId) {
    const from = spots.get(edge.from);
    const to = spots.get(edge.to);
    const later = byId.get(edge.to)?.from > until;
    const path = s('path', { class: `edge ${edge.kind} ${later ? 'later' : ''}`, d: route(from, to, edge.kind), 'marker-end': `url(#head-${edge.kind === 'proof' || edge.kind === 'value' ? 'proof' : 'flow'})` });
    if (!edge.label) return path;
    return s('g', {}, path, s('text', { class: 'edge-label', x: (from.x + to.x + NODE.width) / 2, y: Math.min(from.y, to.y) - 12, 'text-anchor': 'middle' }, plain(edge.label)));
  }

  function groups(seen) {
    return graph.groups
      .map((group) => ({ group, at: group.nodes.map((one) => spots.get(one)).filter(Boolean) }))
      .filter(({ at }) => at.length > 1 && at.some(seen) && at.every((spot) => spot.band === at[0].band))
      .map(({ group, at }) => {
        const top = Math.min(...at.map((spot) => spot.y)) - 9;
        const bottom = Math.max(...at.map((spot) => spot.y)) + NODE.height + 18;
        return h('div', { class: 'beside', vars: { x: `${at[0].x - 8}px`, y: `${top}px`, tall: `${bottom - top}px` } }, h('span', {}, `in parallel, ${took(group.nanos)}`));
      });
  }

  function legend() {
    const kinds = new Set(graph.edges.map((edge) => edge.kind));
    const item = (kind, text) => kinds.has(kind) && h('span', {}, s('svg', { class: 'sample', viewBox: '0 0 26 8', 'aria-hidden': 'true' }, s('path', { class: `edge ${kind}`, d: 'M1 4H25' })), text);
    const left = graph.total - (graph.to - graph.from + 1);
    fill(
      foot,
      item('cause', 'called by'),
      item('hand-off', 'hand-off'),
      item('return', 'back to the caller'),
      item('time', 'by time only'),
      item('value', 'value came from'),
      item('proof', 'proves the detection'),
      h('span', { class: 'push faint' }, left > 0 ? `Steps ${graph.from} to ${graph.to}; ${counted(left, 'step')} elsewhere` : ''),
      h('button', { class: 'ref', type: 'button', title: 'Lay the graph out anew', on: { click: () => load({ fresh: true }) } }, 'Tidy'),
    );
  }

  function toggle(nodeId) {
    if (!toggled.delete(nodeId)) toggled.add(nodeId);
    load({ fresh: true });
  }

  /** Marks the step at a place, and how far a replay has come. */
  function paint(place, replayed) {
    if (place === current && until === replayed) return;
    current = place;
    until = replayed;
    if (graph) draw();
  }

  /** Brings the node of a place into sight; false if it is not in this part of the graph. */
  function reveal(place) {
    if (!graph) return true;
    if (place < graph.from || place > graph.to) return false;
    const one = graph.nodes.findLast((each) => each.from <= place && each.to >= place) || graph.nodes.findLast((each) => each.from <= place);
    const spot = one && spots.get(one.id);
    if (!spot) return true;
    if (spot.y < scroller.scrollTop + 8 || spot.y + NODE.height > scroller.scrollTop + scroller.clientHeight - 8) scroller.scrollTop = spot.y - scroller.clientHeight / 2;
    if (spot.x < scroller.scrollLeft || spot.x + NODE.width > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = spot.x - scroller.clientWidth / 2;
    return true;
  }

  return { node, load, paint, reveal, leave: () => resized.disconnect() };
}

function describe(one) {
  if (one.fold === 'loop') return `#${one.from}, ${one.times} times`;
  if (one.fold === 'many') return `#${one.from}, ${one.count} at once`;
  if (one.fold === 'agent') return `#${one.from}, ${counted(one.count, 'step')} folded`;
  return `#${one.from} ${one.verdict === 'deny' ? 'not sent' : words(one.kind).toLowerCase()}`;
}

function arrowheads() {
  const head = (name) => s('marker', { id: `head-${name}`, class: `head ${name}`, viewBox: '0 0 8 8', refX: 6.5, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse' }, s('path', { d: 'M1 1 7 4 1 7z' }));
  return s('defs', {}, head('flow'), head('proof'));
}
