// Checks a text while it is written: after a pause, the newest only; an answer to an older text counts no more.

import { post } from '../api.js';

const PAUSE = 500;
const AGAIN = 1500;
const ODD = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/;

/** A checker; `told` is given `{ checking }` or `{ problems }` or `{ error }`. */
export function linter({ name, told }) {
  let timer = 0;
  let asked = 0;
  async function run(text, mine) {
    told({ checking: true });
    try {
      const answer = await post('/rules/lint', { name, text });
      if (mine === asked) told({ problems: [...answer.problems, ...unseen(text)] });
    } catch (error) {
      if (mine !== asked) return;
      if (error.status === 429) later(text, AGAIN);
      else told({ error, problems: unseen(text) });
    }
  }
  function later(text, wait) {
    clearTimeout(timer);
    const mine = ++asked;
    timer = setTimeout(() => run(text, mine), wait);
  }
  return {
    check: (text) => later(text, PAUSE),
    now: (text) => later(text, 0),
    stop: () => {
      clearTimeout(timer);
      asked++;
    },
  };
}

/** What nobody would see while reading. */
function unseen(text) {
  return text.split('\n').flatMap((line, index) => {
    const match = ODD.exec(line);
    if (!match) return [];
    const code = `U+${match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return [{ level: 'advice', line: index + 1, column: match.index + 1, message: `text: got the invisible character ${code} (expected: none)` }];
  });
}

/** The worst per line, for marks. */
export function byLine(problems) {
  const marks = new Map();
  for (const one of problems) if (marks.get(one.line)?.level !== 'error') marks.set(one.line, one);
  return marks;
}
