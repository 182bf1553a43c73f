// Icons of 16 by 16, strokes only, as one sprite in the page.

const NS = 'http://www.w3.org/2000/svg';
const p = (d, more) => ['path', { d, ...more }];
const c = (cx, cy, r, more) => ['circle', { cx, cy, r, ...more }];
const r = (x, y, width, height, rx) => ['rect', { x, y, width, height, rx }];
const SOLID = { fill: 'currentColor', stroke: 'none' };
const OCTAGON = 'M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z';

const SHAPES = {
  active: [c(8, 8, 5.5), c(8, 8, 2, SOLID)],
  restricted: [p('M2.5 4h11M5 8h6M7 12h2')],
  paused: [p('M5.5 3.5v9M10.5 3.5v9', { 'stroke-width': 2.4 })],
  killed: [p(OCTAGON), p('m6 6 4 4m0-4-4 4')],
  ended: [r(3, 3, 10, 10, 1.5), p('m5.5 8 1.8 1.8 3.2-3.5')],
  held: [p('M1 8h2.5'), c(6.5, 8, 2.7), p('M12.5 2.5v11', { 'stroke-width': 2 })],
  low: [p('m3 6 5 4.5L13 6')],
  medium: [p('M8 2.8 14 13H2z')],
  high: [p('m3 8 5-4.5L13 8M3 12.5 8 8l5 4.5')],
  critical: [p(OCTAGON, { fill: 'currentColor', 'fill-opacity': 0.22 }), p('M8 4.8v4M8 11.2v.1', { 'stroke-width': 1.9 })],
  permit: [p('m3 8.5 3.2 3.2L13 4.8')],
  deny: [c(8, 8, 5.8), p('m4 4 8 8')],
  alert: [p('M8 2.2 14.3 13H1.7z'), p('M8 6.5v3M8 11.3v.1')],
  read: [p('M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z'), c(8, 8, 2)],
  write: [p('m3 13 .6-3L10.5 3l2.5 2.5L6 12.4z')],
  destroy: [p('M3 4.5h10M6 4.5V2.8h4v1.7M4.5 4.5l.6 8.7h5.8l.6-8.7')],
  pay: [r(1.8, 4, 12.4, 8.5, 1.2), p('M1.8 7h12.4')],
  egress: [p('M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5')],
  exec: [p('m2.5 4 4 4-4 4M8.5 12.5h5')],
  admin: [c(5.2, 8, 2.7), p('M8 8h6v2.2M11.5 8v1.7')],
  delegate: [p('M2 4h5a4 4 0 0 1 4 4v4M8 9.5l3 3 3-3')],
  discover: [c(7, 7, 4.3), p('m10.2 10.2 3.3 3.3')],
  memory: [r(3.5, 3.5, 9, 9, 1.2), p('M6 1.5v2M10 1.5v2M6 12.5v2M10 12.5v2M1.5 6h2M1.5 10h2M12.5 6h2M12.5 10h2')],
  private: [c(8, 5.5, 2.5), p('M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4')],
  secret: [r(3.5, 7, 9, 6.5, 1), p('M5.5 7V5a2.5 2.5 0 0 1 5 0v2')],
  untrusted: [p('M8 1.8 14.2 8 8 14.2 1.8 8z'), p('M6.6 6.6c.2-.9.8-1.2 1.5-1.2 1.5 0 1.8 1.8.4 2.3-.4.2-.5.5-.5.9M8 10.6v.1')],
  model: [p('M8 1.8v4M8 10.2v4M1.8 8h4M10.2 8h4M4 4l2 2M10 10l2 2M12 4l-2 2M6 10l-2 2')],
  user: [c(8, 5.5, 2.5), p('M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4')],
  tool: [p('M10 2.5a3.3 3.3 0 0 0-3 4.6l-4.5 4.5 2 2L9 9.1A3.3 3.3 0 0 0 13.3 5l-2 1.8-1.9-1.9z')],
  file: [p('M4 1.8h5l3 3v9.4H4zM9 1.8v3h3')],
  message: [p('M2.5 3h11v8h-6l-3 2.5V11h-2z')],
  fleet: [p('M2 4h12M2 8h12M2 12h7')],
  detect: [c(8, 8, 5.8), p('M8 8 12 4M8 5.2A2.8 2.8 0 1 0 10.8 8')],
  rules: [p('m5.5 4-4 4 4 4M10.5 4l4 4-4 4')],
  search: [c(7, 7, 4.3), p('m10.2 10.2 3.3 3.3')],
  theme: [c(8, 8, 5.8), p('M8 2.2a5.8 5.8 0 0 1 0 11.6z', SOLID)],
  help: [c(8, 8, 5.8), p('M6.3 6.4C6.5 5.3 7.3 5 8.1 5c1.9 0 2.1 2 .6 2.7-.5.3-.7.6-.7 1.2M8 11v.1')],
  close: [p('m4 4 8 8m0-8-8 8')],
  up: [p('m4 10 4-4 4 4')],
  down: [p('m4 6 4 4 4-4')],
  right: [p('m6 4 4 4-4 4')],
  play: [p('M5 3v10l7.5-5z')],
  back: [p('M12 3.5v9L6 8zM4 3.5v9')],
  forward: [p('M4 3.5v9L10 8zM12 3.5v9')],
  loop: [p('M12.5 6A5 5 0 0 0 3 7M3.5 10a5 5 0 0 0 9.5-1M12.8 2.8V6H9.6M3.2 13.2V10h3.2')],
  split: [p('M2 8h4M6 8c2 0 2-4 4.5-4H14M6 8c2 0 2 4 4.5 4H14')],
  download: [p('M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11')],
  link: [p('M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7')],
  boxes: [r(2, 2, 5, 5, 1), r(9, 2, 5, 5, 1), r(2, 9, 5, 5, 1), r(9, 9, 5, 5, 1)],
  note: [p('M3 2.5h10v8l-3 3H3zM13 10.5h-3v3')],
  star: [p('m8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z')],
  more: [p('M3.5 8h.1M8 8h.1M12.5 8h.1', { 'stroke-width': 2.4 })],
  copy: [r(5.5, 5.5, 8, 8, 1.2), p('M10.5 5.5v-3h-8v8h3')],
  mask: [p('M2 8s2.2-4 6-4c1 0 1.9.3 2.7.7M14 8s-2.2 4-6 4c-1 0-1.9-.3-2.7-.7M3 13 13 3')],
  lost: [p('M2 6a9 9 0 0 1 2.5-1.7M8 3.5c2.3 0 4.4.9 6 2.5M4.5 8.8A5 5 0 0 1 7 7.5M11.5 8.8l-.8-.6M8 12.2v.1M2.5 2.5l11 11')],
  policy: [p('M4 1.8h8v12.4H4zM6 5h4M6 8h4M6 11h2.5')],
  health: [p('M1.8 8.5h3l1.7-4.5 3 8 1.7-3.5h3')],
  clock: [c(8, 8, 5.8), p('M8 4.8V8l2.3 1.5')],
  leave: [p('M6.5 3H3v10h3.5M7 8h7M11 5l3 3-3 3')],
};

const ALIASES = { 'memory-read': 'memory', 'memory-write': 'memory' };

/** The sprite, to be put into the page once. */
export function sprite() {
  const svg = element('svg', { class: 'sprite', 'aria-hidden': 'true' });
  for (const [name, shapes] of Object.entries(SHAPES)) {
    const symbol = element('symbol', { id: `i-${name}`, viewBox: '0 0 16 16' });
    for (const [tag, attributes] of shapes) symbol.append(element(tag, attributes));
    svg.append(symbol);
  }
  return svg;
}

/** An icon; the word beside it, or `title`, says what it means. */
export function icon(name, size = '', title = '') {
  const svg = element('svg', { class: `icon ${size}` });
  if (title) {
    svg.setAttribute('role', 'img');
    const label = element('title', {});
    label.textContent = title;
    svg.append(label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const known = ALIASES[name] || name;
  svg.append(element('use', { href: `#i-${known in SHAPES ? known : 'tool'}` }));
  return svg;
}

/** The mark of the house: a call coming up to a hold point. */
export function mark() {
  const svg = element('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  const strokes = [
    ['path', { d: 'M1.5 12h4', stroke: 'var(--text-3)', 'stroke-width': 2 }],
    ['circle', { cx: 10, cy: 12, r: 4.2, stroke: 'var(--accent)', 'stroke-width': 2.4 }],
    ['path', { d: 'M18 4.5v15', stroke: 'var(--text)', 'stroke-width': 2.6 }],
    ['path', { d: 'M21.5 12h1', stroke: 'var(--text-3)', 'stroke-width': 2 }],
  ];
  for (const [tag, attributes] of strokes) svg.append(element(tag, attributes));
  return svg;
}

function element(tag, attributes) {
  const node = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
