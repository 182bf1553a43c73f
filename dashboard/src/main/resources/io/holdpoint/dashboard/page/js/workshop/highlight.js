// Colours for rule files: YAML, and EPL below `detect`. A line becomes a list of coloured parts.

import { h } from '../dom.js';

const EPL = new Set('select from where and or not in like pattern every timer within group by having output as insert into is null true false between match_recognize partition measures define after skip order limit on context'.split(' '));
const COMMENT = /(^|\s)#.*$/;
const KEY = /^(\s*(?:- +)*)([A-Za-z][\w.-]*|"[^"]*")(:)(?=\s|$)/;
const PARTS = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(\$\{[\w-]*\})|([{,]\s*)([A-Za-z][\w-]*)(:)(?=\s)|\b(\d+(?:\.\d+)?(?:ms|s|m|h|d)?)\b|([A-Za-z_]\w*)/g;

/** For each line whether it stands below `detect:`, where EPL is written. */
export function places(lines) {
  let inside = false;
  return lines.map((line) => {
    if (/^\S/.test(line) && !line.startsWith('#')) inside = line.startsWith('detect:');
    return inside;
  });
}

/** The parts of a line as nodes. `words` has the names of events and columns. */
export function coloured(line, inDetect, words) {
  const comment = commentAt(line);
  const code = comment < 0 ? line : line.slice(0, comment);
  const nodes = [];
  const add = (text, name) => text && nodes.push(name ? h('span', { class: `y-${name}` }, text) : text);
  const key = KEY.exec(code);
  let from = 0;
  if (key) {
    add(key[1]);
    add(key[2], 'key');
    add(key[3], 'sign');
    from = key[0].length;
  }
  const rest = code.slice(from);
  let at = 0;
  for (const match of rest.matchAll(PARTS)) {
    add(rest.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1]) add(match[1], 'text');
    else if (match[2]) add(match[2], 'param');
    else if (match[4]) {
      add(match[3]);
      add(match[4], 'key');
      add(match[5], 'sign');
    } else if (match[6]) add(match[6], 'number');
    else add(match[7], wordClass(match[7], inDetect, words));
  }
  add(rest.slice(at));
  if (comment >= 0) add(line.slice(comment), 'comment');
  return nodes;
}

function wordClass(word, inDetect, words) {
  if (!inDetect) return word === 'true' || word === 'false' ? 'number' : '';
  if (words.events.has(word)) return 'event';
  if (EPL.has(word.toLowerCase())) return 'epl';
  return words.columns.has(word) ? 'column' : '';
}

/** Where a comment begins, outside of quotes; -1 if there is none. */
function commentAt(line) {
  if (!line.includes('#')) return -1;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (quote) {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /[\s[{(,:=]/.test(line[i - 1] ?? ' ')) quote = char;
    else if (char === '#' && COMMENT.test(line.slice(Math.max(0, i - 1), i + 1))) return i;
  }
  return -1;
}
