// The masked view of arguments and results: read as JSON, flattened to lines.

import { isMasked } from './text.js';

const MOST_LINES = 80;
const HINT_KEYS = ['path', 'to', 'uri', 'url', 'query', 'q', 'name', 'id', 'subject', 'command'];

/** The JSON of a masked view, or undefined if it is none. */
export function parse(masked) {
  try {
    return JSON.parse(masked);
  } catch {
    return undefined;
  }
}

/** The one argument that says most about a call, for its line in the timeline. */
export function hint(masked) {
  const json = masked ? parse(masked) : undefined;
  if (json === undefined || json === null || typeof json !== 'object') return '';
  const values = Object.entries(json).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '' && !isMasked(value));
  const best = HINT_KEYS.map((key) => values.find(([name]) => name === key)).find(Boolean) || values[0];
  return best ? String(best[1]).slice(0, 160) : '';
}

/** Lines of path, type and value; at most eighty, with the number left out. */
export function lines(json) {
  const found = [];
  let left = 0;
  const visit = (path, value) => {
    const nested = value !== null && typeof value === 'object';
    const entries = nested ? Object.entries(value) : [];
    if (nested && entries.length > 0) {
      for (const [key, inner] of entries) visit(Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key, inner);
    } else if (found.length < MOST_LINES) {
      found.push({ path: path || 'value', type: typeOf(value), value: nested ? (Array.isArray(value) ? '[]' : '{}') : String(value) });
    } else {
      left += 1;
    }
  };
  visit('', json);
  return { found, left };
}

function typeOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
