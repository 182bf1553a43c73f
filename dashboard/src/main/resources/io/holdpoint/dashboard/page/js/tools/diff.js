// Two definitions line by line: what went, what came, and what of a line is new.

import { h } from '../dom.js';
import { counted } from '../format.js';
import { parse } from '../payload.js';
import { shown } from '../text.js';

const AROUND = 3;
const MOST_CELLS = 4e6;

/** A definition as lines; one that is no JSON is one line. */
export function linesOf(definition) {
  if (!definition) return [];
  const json = parse(definition);
  return (json === undefined ? definition : JSON.stringify(json, null, 2)).split('\n');
}

/** `{ what: same, gone or came; text }` for each line of both, in order. */
export function compare(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (text) => ({ what: 'same', text });
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)];
}

// The longest common sequence; beyond some size the whole of it counts as replaced.
function between(before, after) {
  const gone = (text) => ({ what: 'gone', text });
  const came = (text) => ({ what: 'came', text });
  if (before.length * after.length > MOST_CELLS) return [...before.map(gone), ...after.map(came)];
  const width = after.length + 1;
  const table = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i * width + j] = before[i] === after[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const found = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      found.push({ what: 'same', text: before[i] });
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
      found.push(gone(before[i++]));
    } else {
      found.push(came(after[j++]));
    }
  }
  return found;
}

/** The difference as a list of lines; long stretches that are the same are left out. */
export function diffView(before, after) {
  const all = compare(linesOf(before), linesOf(after));
  const near = all.map((_, index) => all.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.what !== 'same'));
  const nodes = [];
  let hidden = 0;
  all.forEach((line, index) => {
    if (!near[index]) {
      hidden++;
      return;
    }
    if (hidden) nodes.push(gap(hidden));
    hidden = 0;
    nodes.push(lineView(line, partner(all, index)));
  });
  if (hidden) nodes.push(gap(hidden));
  return h('ol', { class: 'diff', 'aria-label': 'What changed' }, nodes);
}

function gap(count) {
  return h('li', { class: 'gap' }, `${counted(count, 'line')} the same`);
}

/** The line on the other side of a replacement of one line by one. */
function partner(all, index) {
  const { what } = all[index];
  const other = what === 'gone' ? index + 1 : index - 1;
  const beyond = what === 'gone' ? index - 1 : index + 1;
  const matches = what !== 'same' && all[other]?.what === (what === 'gone' ? 'came' : 'gone') && all[beyond]?.what !== what;
  return matches && all[what === 'gone' ? other + 1 : other - 1]?.what !== all[other].what ? all[other].text : null;
}

function lineView(line, other) {
  const sign = { same: ' ', gone: '−', came: '+' }[line.what];
  const word = { same: '', gone: 'gone: ', came: 'new: ' }[line.what];
  return h('li', { class: line.what }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), h('span', { class: 'text' }, word && h('span', { class: 'unseen' }, word), other === null ? shown(line.text) : marked(line.text, other)));
}

function marked(text, other) {
  let start = 0;
  while (start < text.length && start < other.length && text[start] === other[start]) start++;
  let end = 0;
  while (end < text.length - start && end < other.length - start && text.at(-1 - end) === other.at(-1 - end)) end++;
  return [shown(text.slice(0, start)), text.length - end > start && h('mark', {}, shown(text.slice(start, text.length - end))), shown(text.slice(text.length - end))];
}
