// Text that agents and upstreams wrote: shown as text only, with what cannot be seen made visible.

import { h } from './dom.js';
import { icon } from './icons.js';

// Control, zero-width, bidirectional and tag characters, and other invisible ones.
const ODD = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDFFF]/g;

// What the gateway leaves in place of a value it masked: a shade block and what the value was.
const MASKED = /\u2592 [a-zA-Z0-9 ,]{1,60}/g;

/** Nodes for a text: odd characters become visible marks. */
export function shown(text) {
  return split(String(text), ODD, (char) => {
    const code = `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return h('span', { class: 'odd-char', title: `Invisible or reordering character ${code}` }, code);
  });
}

/** Nodes for a text that may hold masked parts: those are hatched. */
export function withMasks(text) {
  return split(String(text), MASKED, masked).flatMap((part) => (typeof part === 'string' ? shown(part) : part));
}

/** True if the gateway masked the whole of a value. */
export function isMasked(value) {
  return typeof value === 'string' && value.startsWith('\u2592 ');
}

/** A text in one line without marks, for attributes and for searching. */
export function plain(text) {
  return String(text).replace(ODD, '\uFFFD').replace(/\s+/g, ' ');
}

function masked(text) {
  return h('span', { class: 'masked', title: 'Masked in the gateway: the clear value never left it' }, icon('mask'), text.slice(2));
}

function split(text, pattern, make) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(make(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
