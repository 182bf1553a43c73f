// Three small charts under the graph: risk, what entered the context, how long steps took.

import { fill, h } from '../dom.js';
import { number, size, took } from '../format.js';
import { s } from '../svg.js';

const HEIGHT = 84;
const PAD = { left: 42, right: 8, top: 8, bottom: 16 };

export function chartsPane({ pick }) {
  let shape = null;
  let current = 0;
  const node = h('div', { class: 'charts' });
  const resized = new ResizeObserver(() => shape && paint(shape, current));
  resized.observe(node);

  function paint(next, place) {
    shape = next;
    current = place;
    const points = shape.points;
    if (points.length === 0) {
      fill(node);
      return;
    }
    fill(node, risk(points), context(points), latency(points));
  }

  function chart(title, aside, value, label, drawing) {
    const cell = h('figure', { class: 'chart' });
    const width = Math.max(160, Math.floor(node.clientWidth / (node.clientWidth < 560 ? 1 : 3)) - 30);
    const inner = { width, x: (at) => PAD.left + (at / Math.max(1, shape.total)) * (width - PAD.left - PAD.right), y: (part) => PAD.top + (1 - part) * (HEIGHT - PAD.top - PAD.bottom) };
    const cursor = current > 0 && s('path', { class: 'cursor', d: `M${inner.x(current)} ${PAD.top}V${HEIGHT - PAD.bottom}` });
    const picture = s(
      'svg',
      { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img', 'aria-label': label, on: { click: (event) => choose(event, picture, inner) } },
      s('path', { class: 'gridline', d: [0, 0.5, 1].map((part) => `M${PAD.left} ${inner.y(part)}H${width - PAD.right}`).join('') }),
      drawing(inner),
      cursor,
      s('text', { class: 'tick', x: PAD.left, y: HEIGHT - 4 }, '#1'),
      s('text', { class: 'tick', x: width - PAD.right, y: HEIGHT - 4, 'text-anchor': 'end' }, `#${number(shape.total)}`),
    );
    return fill(cell, h('figcaption', {}, title, h('span', {}, aside), h('b', { class: 'push' }, value)), picture);
  }

  function risk(points) {
    const last = points.at(-1).risk;
    const most = Math.max(...points.map((point) => point.risk));
    const first = points.find((point) => point.risk === most);
    return chart('Risk', 'after each step', last, `Risk is ${last} of 100; it was highest, ${most}, at step ${first.place}`, ({ x, y, width }) => {
      const line = points.map((point, index) => `${index ? 'L' : 'M'}${x(point.place)} ${y(point.risk / 100)}`).join('');
      return [
        ticks(y, ['0', '50', '100']),
        s('path', { class: 'area risk', d: `M${x(points[0].place)} ${y(0)}${line.replace('M', 'L')}L${x(points.at(-1).place)} ${y(0)}Z` }),
        s('path', { class: 'line risk', d: line }),
        most > 0 && s('text', { class: 'note', x: Math.min(x(first.place) + 4, width - 60), y: y(most / 100) + (most > 70 ? 14 : -4) }, `${most} at #${first.place}`),
      ];
    });
  }

  function context(points) {
    const last = points.at(-1);
    const most = Math.max(1, last.received);
    const label = `Results with ${size(last.received)} entered; ${size(last.untrusted)} of them untrusted, ${size(last.guarded)} private or secret`;
    const keys = [['guarded', 'private or secret'], ['untrusted', 'untrusted']].filter(([name]) => last[name] > 0);
    return chart('Context', 'results received', size(last.received), label, ({ x, y }) => {
      const area = (pick) => `M${x(0)} ${y(0)}${points.map((point) => `L${x(point.place)} ${y(pick(point) / most)}`).join('')}L${x(last.place)} ${y(0)}Z`;
      return [
        ticks(y, ['0', size(most / 2), size(most)]),
        s('path', { class: 'area all', d: area((point) => point.received) }),
        last.untrusted > 0 && s('path', { class: 'area untrusted', d: area((point) => point.guarded + point.untrusted) }),
        last.guarded > 0 && s('path', { class: 'area guarded', d: area((point) => point.guarded) }),
        keys.map(([name, word], index) => s('text', { class: `key ${name}`, x: PAD.left + 6, y: PAD.top + 10 + index * 13 }, word)),
      ];
    });
  }

  function latency(points) {
    const most = Math.max(1, ...points.map((point) => point.nanos));
    const slow = points.find((point) => point.nanos === most);
    return chart('Latency', 'slowest step', took(most) || '0', `The slowest step took ${took(most)}: ${slow.name}, at step ${slow.place}`, ({ x, y, width }) => {
      const wide = Math.max(1, Math.min(8, (width - PAD.left - PAD.right) / points.length - 1));
      return [
        ticks(y, ['0', took(most / 2), took(most)]),
        points.map((point) => s('rect', { class: `bar ${point.kind === 'model-call' ? 'model' : ''}`, x: x(point.place) - wide, y: y(point.nanos / most), width: wide, height: Math.max(0.5, y(0) - y(point.nanos / most)) })),
      ];
    });
  }

  function choose(event, picture, inner) {
    const box = picture.getBoundingClientRect();
    const part = ((event.clientX - box.left) / box.width) * inner.width;
    const place = Math.round(((part - PAD.left) / (inner.width - PAD.left - PAD.right)) * shape.total);
    pick(Math.min(shape.total, Math.max(1, place)));
  }

  return { node, paint, leave: () => resized.disconnect() };
}

function ticks(y, words) {
  return words.map((word, index) => s('text', { class: 'tick', x: PAD.left - 5, y: y(index / 2) + 3, 'text-anchor': 'end' }, word));
}
