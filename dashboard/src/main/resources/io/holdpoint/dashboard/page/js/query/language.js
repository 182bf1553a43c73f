// The filter language: agent = "billing" and risk > 60 and label:secret. Bare words look for text
// anywhere. The server reads the same language (FilterParser).

/** What is wrong with a filter, and where. */
export class FilterError extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|(>=|<=|!=|[=<>~()])|([^\s"=<>!~()]+))/y;
const WORDS = new Set(['and', 'or', 'not']);
export const OPERATORS = { text: ['=', '!=', '~'], list: ['=', '!=', '~'], number: ['=', '!=', '>', '>=', '<', '<='] };

/** Tokens of a text: kind (word, text, sign), value, and where it begins and ends. */
export function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      if (text.slice(from).trim() === '') break;
      throw new FilterError(`filter: got ${text.slice(from).trim()[0]} (expected: a word, or a text within quotes that ends)`, from);
    }
    const kind = match[1] !== undefined ? 'text' : match[2] ? 'sign' : 'word';
    const value = kind === 'text' ? match[1].replace(/\\(.)/g, '$1') : match[2] || match[3];
    found.push({ kind, value, from: TOKEN.lastIndex - match[0].trimStart().length, to: TOKEN.lastIndex });
  }
  return found;
}

/**
 * A test for rows. `fields` names what can be asked for: type (text, list, number) and a function
 * that reads it; `all` gives the text in which bare words are looked for.
 */
export function compile(text, fields, all) {
  const list = tokens(text);
  let at = 0;
  const peek = () => list[at];
  const isWord = (word) => peek()?.kind === 'word' && peek().value.toLowerCase() === word;

  function either() {
    const parts = [both()];
    while (isWord('or')) {
      at += 1;
      parts.push(both());
    }
    return parts.length === 1 ? parts[0] : (row) => parts.some((part) => part(row));
  }

  // Between two terms without a word stands an and.
  function both() {
    const parts = [one()];
    while (peek() && !isWord('or') && peek().value !== ')') {
      if (isWord('and')) at += 1;
      parts.push(one());
    }
    return parts.length === 1 ? parts[0] : (row) => parts.every((part) => part(row));
  }

  function one() {
    const token = peek();
    if (!token) throw new FilterError('filter: got its end (expected: one more term)', text.length);
    if (isWord('not')) {
      at += 1;
      const inner = one();
      return (row) => !inner(row);
    }
    at += 1;
    if (token.kind === 'sign') {
      if (token.value !== '(') throw new FilterError(`filter: got ${token.value} (expected: a field or a word)`, token.from);
      const inner = either();
      if (peek()?.value !== ')') throw new FilterError('filter: got no end (expected: a closing parenthesis)', token.from);
      at += 1;
      return inner;
    }
    const colon = token.kind === 'word' ? token.value.indexOf(':') : -1;
    if (colon > 0 && fields[token.value.slice(0, colon).toLowerCase()]) return has(token, colon);
    const sign = peek();
    if (sign?.kind === 'sign' && sign.value !== '(' && sign.value !== ')' && token.kind === 'word') {
      at += 1;
      return term(token, sign);
    }
    const wanted = token.value.toLowerCase();
    return (row) => all(row).includes(wanted);
  }

  // A colon behind a field's name: it is, or one of it is.
  function has(token, colon) {
    const field = fields[token.value.slice(0, colon).toLowerCase()];
    const rest = token.value.slice(colon + 1);
    if (rest !== '') return test(field, '=', { kind: 'word', value: rest, from: token.from + colon + 1 });
    const value = peek();
    if (!value || value.kind === 'sign') throw new FilterError(`${token.value} got nothing (expected: a value)`, token.to);
    at += 1;
    return test(field, '=', value);
  }

  function term(name, sign) {
    const field = fields[name.value.toLowerCase()];
    if (!field) throw new FilterError(`field: got ${name.value} (expected: one of ${Object.keys(fields).join(', ')})`, name.from);
    if (!OPERATORS[field.type].includes(sign.value)) throw new FilterError(`${name.value}: got ${sign.value} (expected: one of ${OPERATORS[field.type].join(' ')})`, sign.from);
    const value = peek();
    if (!value || value.kind === 'sign') throw new FilterError(`${name.value} ${sign.value}: got nothing (expected: a value)`, sign.to);
    at += 1;
    return test(field, sign.value, value);
  }

  if (list.length === 0) return () => true;
  const result = either();
  if (peek()) throw new FilterError(`filter: got ${peek().value} (expected: and, or, or its end)`, peek().from);
  return result;
}

function test(field, sign, token) {
  if (field.type === 'number') {
    const wanted = Number(token.value);
    if (Number.isNaN(wanted)) throw new FilterError(`value: got ${token.value} (expected: a number)`, token.from);
    const compare = { '=': (a) => a === wanted, '!=': (a) => a !== wanted, '>': (a) => a > wanted, '>=': (a) => a >= wanted, '<': (a) => a < wanted, '<=': (a) => a <= wanted }[sign];
    return (row) => compare(field.of(row));
  }
  const wanted = token.value.toLowerCase();
  if (field.type === 'list') {
    const fits = sign === '~' ? (text) => text.includes(wanted) : pattern(wanted);
    const some = (row) => field.of(row).some((one) => fits(String(one).toLowerCase()));
    return sign === '!=' ? (row) => !some(row) : some;
  }
  const read = (row) => String(field.of(row) ?? '').toLowerCase();
  if (sign === '~') return (row) => read(row).includes(wanted);
  const like = pattern(wanted);
  return sign === '=' ? (row) => like(read(row)) : (row) => !like(read(row));
}

// A star stands for anything.
function pattern(wanted) {
  if (!wanted.includes('*')) return (text) => text === wanted;
  const parts = wanted.split('*');
  return (text) => {
    let from = 0;
    for (const [index, part] of parts.entries()) {
      const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : index === parts.length - 1 ? Math.max(from, text.length - part.length) : text.indexOf(part, from);
      if (found < 0 || !text.startsWith(part, found)) return false;
      from = found + part.length;
    }
    return parts.at(-1) === '' || from === text.length;
  };
}

/** What could stand at the caret: texts with what they mean, and what they replace. */
export function complete(text, caret, fields, rows) {
  let list;
  try {
    list = tokens(text.slice(0, caret)).filter((token) => token.to <= caret);
  } catch {
    return { from: caret, options: [] };
  }
  const open = list.at(-1) && list.at(-1).to === caret && !/\s/.test(text[caret - 1] || '') ? list.at(-1) : null;
  const before = open ? list.slice(0, -1) : list;
  const start = open ? open.from : caret;
  const typed = open && open.kind !== 'sign' ? open.value.toLowerCase() : '';
  const last = open?.kind === 'sign' && open.value !== '(' && open.value !== ')' ? open : before.at(-1);
  const owner = last?.kind === 'sign' ? (last === open ? before.at(-1) : before.at(-2)) : null;
  const field = owner && fields[owner.value.toLowerCase()];
  if (last?.kind === 'sign' && field) return { from: last === open ? caret : start, options: values(field, rows, last === open ? '' : typed) };
  if (before.at(-1)?.kind === 'word' && fields[before.at(-1).value.toLowerCase()] && !open) return { from: caret, options: OPERATORS[fields[before.at(-1).value.toLowerCase()].type].map((sign) => ({ text: sign, hint: SIGNS[sign] })) };
  const done = before.length > 0 && !WORDS.has(before.at(-1).value.toLowerCase()) && before.at(-1).value !== '(';
  const names = Object.entries(fields).map(([name, one]) => ({ text: name, hint: one.hint }));
  const connectors = done ? ['and', 'or'].map((word) => ({ text: word, hint: 'connects' })) : [];
  return { from: start, options: [...(typed || !done ? [] : connectors), ...names, ...(typed ? connectors : [])].filter((one) => one.text.startsWith(typed) && one.text !== typed).slice(0, 12) };
}

const SIGNS = { '=': 'is', '!=': 'is not', '~': 'contains', '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most' };

function values(field, rows, typed) {
  if (field.type === 'number') return [];
  const counts = new Map();
  for (const row of rows) for (const value of [field.of(row)].flat()) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts]
    .filter(([value]) => String(value).toLowerCase().includes(typed))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([value, count]) => ({ text: /^[\w.-]+$/.test(value) ? value : `"${String(value).replace(/["\\]/g, '\\$&')}"`, hint: `${count}` }));
}
