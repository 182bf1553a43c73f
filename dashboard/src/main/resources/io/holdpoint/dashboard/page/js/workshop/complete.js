// What may come next in a rule file: keys and words by where the caret stands, events and columns in EPL.

const EPL = ['and', 'or', 'not', 'in', 'like', 'select', 'from', 'where', 'every', 'pattern', 'between', 'is', 'null', 'true', 'false'];
const COLUMN_LISTS = new Set(['by', 'flag', 'distinct', 'sum', 'above', 'where', 'attributes']);
const TEXTS = new Set(['filter', 'epl', 'steps', 'unless', 'of']);
const MOST = 60;

/** `{ from, options: [{ text, meaning, end }] }`; `end` is what follows the word. */
export function complete(text, caret, schema) {
  const begin = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(begin, caret);
  if (/(^|\s)#/.test(line)) return none(caret);
  const lines = text.slice(0, begin).split('\n').slice(0, -1);
  const word = /[\w./-]*$/.exec(line)[0];
  const from = caret - word.length;
  const before = line.slice(0, line.length - word.length);
  const path = pathOf(lines, before);
  const value = /(?:^|[\s{,])([\w-]+):\s*(?:\[[^\]]*)?$/.exec(before);
  const parent = path.at(-1);
  const started = /^\s*(?:- +)*([\w-]+):\s/.exec(before)?.[1];
  if (path[0] === 'detect' && (TEXTS.has(started) || TEXTS.has(parent)) && !flowKey(before)) return epl(line, word, from, lines, schema);
  if (value) return valuesOf(path, value[1], word, from, schema);
  if (/^\s*(- +)*$/.test(before) || flowKey(before)) {
    if (COLUMN_LISTS.has(parent)) return found(columns(schema, ''), word, from);
    return found(keysOf(path, schema), word, from);
  }
  return none(caret);
}

const none = (caret) => ({ from: caret, options: [] });
const flowKey = (before) => /[{,]\s*$/.test(before) && before.lastIndexOf('{') > before.lastIndexOf('}') && before.lastIndexOf('[') <= before.lastIndexOf('{');

function found(all, word, from) {
  const typed = word.toLowerCase();
  const seen = new Set();
  const options = all
    .filter((one) => one.text.toLowerCase().includes(typed) && one.text !== word && !seen.has(one.text) && seen.add(one.text))
    .sort((a, b) => b.text.toLowerCase().startsWith(typed) - a.text.toLowerCase().startsWith(typed));
  return { from, options: options.slice(0, MOST) };
}

/** The keys above the caret, from the left: by indentation, and by the braces that are open. */
function pathOf(lines, before) {
  const own = /^(\s*(?:- +)*)(?:([\w-]+):\s)?/.exec(before);
  let indent = own[1].length;
  const path = [];
  for (let i = lines.length - 1; i >= 0 && indent > 0; i--) {
    const match = /^(\s*(?:- +)*)([\w-]+):/.exec(lines[i]);
    if (!match || match[1].length >= indent) continue;
    const deep = match[1].length;
    path.unshift(match[2]);
    indent = match[1].includes('-') ? match[1].indexOf('-') + 1 : deep;
    if (deep === 0) break;
  }
  const open = before.lastIndexOf('{') > before.lastIndexOf('}');
  if (open) {
    const owner = /([\w-]+):\s*(?:\[\s*)?\{[^{}]*$/.exec(before);
    if (owner) path.push(owner[1]);
  }
  return path;
}

function sectionKeys(path, schema) {
  return schema.keys.filter((key) => {
    const parts = key.section ? key.section.split('.') : [];
    return parts.length === path.length && parts.every((part, i) => part === '*' || part === path[i]);
  });
}

const keysOf = (path, schema) => sectionKeys(path, schema).map((key) => ({ text: key.name, meaning: key.meaning, end: ': ' }));

function valuesOf(path, name, word, from, schema) {
  if (COLUMN_LISTS.has(name)) return found(columns(schema, ''), word, from);
  if (name === 'events' && path[0] === 'source') return found(events(schema), word, from);
  const key = sectionKeys(path, schema).find((one) => one.name === name);
  return found((key?.values || []).map((text) => ({ text, meaning: '', end: '' })), word, from);
}

const events = (schema) => schema.events.map((event) => ({ text: event.name, meaning: event.fleetOnly ? 'event, seen across sessions' : 'event', end: '(' }));

function columns(schema, event) {
  return schema.columns.filter((one) => !event || one.event === event).map((one) => ({ text: one.column, meaning: `${one.type}: ${one.meaning}`, end: '' }));
}

/** Within brackets the columns of their event, elsewhere the events and words of EPL. */
function epl(line, word, from, lines, schema) {
  const whole = [...lines.slice(-12), line].join('\n');
  const code = whole.slice(0, whole.length - word.length);
  let depth = 0;
  for (let i = code.length - 1; i >= 0; i--) {
    if (code[i] === ')') depth++;
    else if (code[i] === '(' && depth-- === 0) {
      const event = /([A-Za-z]\w*)\s*$/.exec(code.slice(0, i))?.[1];
      if (schema.events.some((one) => one.name === event)) return found([...columns(schema, event), ...words()], word, from);
      depth = 0;
    }
  }
  return found([...events(schema), ...(word ? [...columns(schema, ''), ...words()] : [])], word, from);
}

const words = () => EPL.map((text) => ({ text, meaning: 'word', end: ' ' }));
