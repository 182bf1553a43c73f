// Goes through a session in its own time: a slider, a speed, steps and detections to jump to.

import { fill, h } from '../dom.js';
import { time, tone } from '../format.js';
import { icon } from '../icons.js';
import { s } from '../svg.js';

const SPEEDS = [1, 4, 16, 64];
const TICK = 100;
const IDLE = 4000;
const LEAD = 800;
const WIDE = 1000;

export function replayBar({ moved, live, compare }) {
  let shape = null;
  let at = Infinity;
  let clock = 0;
  let speed = 4;
  let playing = 0;
  const back = button('back', 'Step back', () => step(-1));
  const forward = button('forward', 'Step forward', () => step(1));
  const play = h('button', { class: 'button square', type: 'button', 'aria-label': 'Play', disabled: true, on: { click: toggle } }, icon('play', 'small'));
  const speeds = h('div', { class: 'seg', role: 'group', 'aria-label': 'Speed' });
  const began = h('span', { class: 'mono tiny faint began' });
  const now = h('span', { class: 'mono tiny now' });
  const picture = h('div', { class: 'picture' });
  const thumb = h('span', { class: 'thumb' });
  const track = h('div', { class: 'track', role: 'slider', tabindex: 0, 'aria-label': 'Time', 'aria-valuemin': 1, 'aria-valuemax': 1, 'aria-valuenow': 1, 'aria-valuetext': 'Loading' }, picture, thumb);
  const follow = h('button', { class: 'button small', type: 'button', on: { click: toLive } }, 'Live');
  const next = h('button', { class: 'button small jump', type: 'button', title: 'Next detection (N)', on: { click: nextMark } }, icon('detect', 'small'), h('span', {}, 'Next detection'));
  const node = h(
    'footer',
    { class: 'replay', 'aria-label': 'Replay' },
    h('div', { class: 'group tight' }, back, play, forward),
    speeds,
    began,
    track,
    now,
    next,
    follow,
    h('button', { class: 'button small compare', type: 'button', title: 'Compare with another session of this agent', on: { click: compare } }, icon('split', 'small'), h('span', {}, 'Compare')),
  );
  paintSpeeds();
  track.addEventListener('pointerdown', (event) => {
    if (!shape) return;
    track.setPointerCapture(event.pointerId);
    drag(event);
  });
  track.addEventListener('pointermove', (event) => track.hasPointerCapture(event.pointerId) && drag(event));
  track.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  });

  function paint(next) {
    const same = shape && shape.total === next.total && shape.marks.length === next.marks.length;
    shape = next;
    if (!same) draw();
    show();
  }

  function begin() {
    return Date.parse(shape.startedAt);
  }

  function length() {
    return Math.max(1, Date.parse(shape.endedAt) - begin());
  }

  function x(iso) {
    return Math.min(1, Math.max(0, (Date.parse(iso) - begin()) / length())) * WIDE;
  }

  // The bar is coloured by risk, the ticks below are steps, the triangles what was detected or stopped.
  function draw() {
    began.textContent = time(shape.startedAt);
    const points = shape.points;
    fill(
      picture,
      s(
        'svg',
        { viewBox: `0 0 ${WIDE} 34`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        s('rect', { class: 'base', x: 0, y: 12, width: WIDE, height: 6 }),
        points.map((point, index) => s('rect', { class: `part tone-${tone(point.risk)}`, x: x(point.at), y: 12, width: Math.max(0, (points[index + 1] ? x(points[index + 1].at) : WIDE) - x(point.at)), height: 6 })),
        points.map((point) => s('rect', { class: `tick ${point.kind === 'model-call' ? 'model' : ''}`, x: x(point.at) - 0.5, y: 22, width: point.count > 1 ? 3 : 1.5, height: 5 })),
      ),
      shape.marks.map((mark) => h('i', { class: `mark ${mark.what} ${mark.severity}`, vars: { at: `${x(mark.at) / (WIDE / 100)}%` } })),
    );
  }

  function show() {
    const place = Math.min(at, shape.total);
    const moment = at === Infinity ? Date.parse(shape.endedAt) : clock;
    thumb.style.setProperty('--at', `${Math.min(1, Math.max(0, (moment - begin()) / length())) * 100}%`);
    now.textContent = time(new Date(moment).toISOString());
    track.setAttribute('aria-valuemax', Math.max(1, shape.total));
    track.setAttribute('aria-valuenow', Math.max(1, place));
    track.setAttribute('aria-valuetext', `${now.textContent}, step ${place} of ${shape.total}${at === Infinity ? ', live' : ''}`);
    follow.setAttribute('aria-pressed', String(at === Infinity));
    back.disabled = place <= 1;
    forward.disabled = at === Infinity || place >= shape.total;
    next.disabled = !shape.marks.some((mark) => mark.what === 'detection');
    play.disabled = false;
    fill(play, icon(playing ? 'paused' : 'play', 'small'));
    play.setAttribute('aria-label', playing ? 'Stop the replay' : 'Play');
    play.title = playing ? 'Stop (Space)' : 'Play (Space)';
  }

  function paintSpeeds() {
    const focused = speeds.contains(document.activeElement);
    fill(speeds, SPEEDS.map((one) => h('button', { type: 'button', 'aria-pressed': String(one === speed), on: { click: () => { speed = one; paintSpeeds(); } } }, `${one}×`)));
    if (focused) speeds.querySelector('[aria-pressed="true"]').focus();
  }

  /** Where a time lies: the place of the last step that had begun by then. */
  function placeAt(millis) {
    let place = 1;
    for (const point of shape.points) {
      if (Date.parse(point.at) > millis) break;
      place = point.place;
    }
    return place;
  }

  function momentOf(place) {
    const point = shape.points.find((one) => one.place >= place) || shape.points.at(-1);
    return Date.parse(point.at);
  }

  function to(place, { clockAt = momentOf(place) } = {}) {
    const before = at;
    at = Math.min(shape.total, Math.max(1, place));
    clock = clockAt;
    show();
    if (before !== at) moved(at);
  }

  function step(by) {
    if (!shape) return;
    stop();
    if (by === Infinity) toLive();
    else to((at === Infinity ? shape.total : at) + Math.max(-shape.total, by));
  }

  function drag(event) {
    stop();
    const box = track.getBoundingClientRect();
    const millis = begin() + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * length();
    to(placeAt(millis), { clockAt: millis });
  }

  function toggle() {
    if (!shape) return;
    if (playing) {
      stop();
      show();
      return;
    }
    if (at === Infinity || at >= shape.total) to(1);
    playing = setInterval(tick, TICK);
    show();
  }

  // Long waits between steps are cut short: nobody wants to watch nothing happen.
  function tick() {
    const upcoming = shape.points.find((point) => Date.parse(point.at) > clock);
    if (!upcoming) {
      stop();
      show();
      return;
    }
    clock += TICK * speed;
    const wait = Date.parse(upcoming.at) - clock;
    if (wait > IDLE) clock = Date.parse(upcoming.at) - LEAD;
    to(placeAt(clock), { clockAt: clock });
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
  }

  function toLive() {
    stop();
    at = Infinity;
    if (shape) show();
    moved(Infinity);
    live();
  }

  function nextMark() {
    const found = shape.marks.filter((mark) => mark.what === 'detection');
    if (found.length === 0) return null;
    stop();
    const mark = found.find((one) => at !== Infinity && one.place > at) || found[0];
    to(mark.place);
    return mark;
  }

  return { node, paint, toggle, nextMark, toPlace: (place) => shape && place < shape.total && to(place), leave: stop };
}

function button(name, label, click) {
  return h('button', { class: 'button ghost square', type: 'button', 'aria-label': label, title: label, on: { click } }, icon(name));
}
