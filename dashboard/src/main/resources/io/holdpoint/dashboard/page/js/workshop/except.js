// From a false positive to a draft of an exception: it is written, tried and saved in the workshop, by its author.

import { get } from '../api.js';
import { go } from '../router.js';
import { draft } from './draft.js';

const DAYS = 30;
const DAY = 86400000;
// What JSON leaves as it is and YAML would not take within quotes, or nobody would see.
const ODD = /[\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

/** Opens the workshop at the tuning of a detection's rule, with an exception added to what is there or half written. */
export async function openException({ detection, reason, owner }) {
  const { id } = detection.rule;
  const session = `/sessions/${encodeURIComponent(detection.session)}`;
  const [source, seen, steps] = await Promise.all([
    get(`/rules/${encodeURIComponent(id)}/tuning`),
    get(session).catch(() => ({})), // what is not stored any more is left out of the draft
    get(`${session}/timeline?limit=1&around=${encodeURIComponent(detection.chain.at(-1))}`).catch(() => ({ steps: [] })),
  ]);
  const found = { detection, session: seen.session, row: steps.steps.find((row) => row.id === detection.chain.at(-1)), reason, owner };
  const kept = draft(tuningDraft(id));
  const older = kept.get();
  const base = older?.base === source.sha256 ? older.text : source.text;
  const isThere = base.includes(nameOf(detection));
  kept.put({ text: isThere ? base : withException(base, exception(found)), base: source.sha256 });
  go(`/workshop/${encodeURIComponent(id)}?as=tuning`);
}

export const tuningDraft = (id) => `${id}.tuning`;

/** Lines of the exception. Values are what the completing event had: its author widens or narrows them. */
export function exception({ detection, session, row, reason, owner, now = Date.now() }) {
  const tool = row && row.kind === 'tool-call' && row.name ? (row.upstream && !row.name.startsWith(`${row.upstream}/`) ? `${row.upstream}/${row.name}` : row.name) : '';
  // A name that ends in * would except others too.
  const named = [['principal', session?.principal], ['tool', tool]].filter(([, value]) => value && !value.endsWith('*'));
  const where = named.length ? named : [['session', detection.session]];
  return [
    `- name: ${nameOf(detection)}`,
    '  where: # columns of the completing event, all must agree; a value may end in *',
    ...where.map(([column, value]) => `    ${column}: [${quoted(value)}]`),
    `  owner: ${quoted(owner)}`,
    `  reason: ${quoted(reason)}`,
    `  expires: ${new Date(now + DAYS * DAY).toISOString().slice(0, 10)} # the last day it holds (UTC)`,
  ];
}

const nameOf = (detection) => quoted(`false positive ${detection.id}`);

/** The text of a tuning with one more exception, before those it has. */
export function withException(text, lines) {
  const all = text.replace(/\n*$/, '').split('\n');
  const at = all.findIndex((line) => /^exceptions:/.test(line));
  if (at < 0) return [...all, 'exceptions:', ...lines.map((line) => `  ${line}`), ''].join('\n');
  if (!/^exceptions:\s*(#.*)?$/.test(all[at])) return [...all, '# To be put among the exceptions above:', ...lines.map((line) => `# ${line}`), ''].join('\n');
  const indent = /^( *)- /.exec(all.slice(at + 1).find((line) => /^ *- /.test(line)) || '')?.[1] ?? '  ';
  return [...all.slice(0, at + 1), ...lines.map((line) => indent + line), ...all.slice(at + 1), ''].join('\n');
}

function quoted(text) {
  return JSON.stringify(String(text)).replace(ODD, (char) => `\\u${char.codePointAt(0).toString(16).padStart(4, '0')}`);
}
