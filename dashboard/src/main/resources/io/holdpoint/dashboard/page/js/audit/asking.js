// What is looked for in the journal: a form, the address it stands in, and the query it makes.

import { h } from '../dom.js';
import { icon } from '../icons.js';

const GROUPS = [
  ['attempted,decided,dispatched,completed', 'Calls'],
  ['approval-asked,approval-decided,approval-redeemed,approval-expired', 'Approvals'],
  ['acted', 'What operators did'],
  ['viewed', 'What operators looked at'],
  ['signalled', 'Orders and signals'],
  ['rule-saved,rule-activated,policy-activated,bypassed', 'Rules and policies'],
  ['offered', 'Definitions of tools'],
  ['hold-placed,hold-lifted,erased,expired', 'Holds, erasure, retention'],
  ['signed', 'Checkpoints'],
];
const KINDS = ['acted', 'approval-asked', 'approval-decided', 'approval-expired', 'approval-redeemed', 'attempted', 'bypassed', 'completed', 'counted', 'decided', 'declared', 'dispatched', 'erased', 'expired', 'hold-lifted', 'hold-placed', 'offered', 'policy-activated', 'recorded', 'rule-activated', 'rule-saved', 'session-ended', 'signalled', 'signed', 'viewed'];
const EXPORTED = ['since', 'until', 'session'];

/** `node`; `values` for the address, `query` for the server; `ask` is called when somebody searches. */
export function auditForm(query, ask) {
  const field = (name, label, props) => {
    const input = h('input', { class: 'input', name, 'aria-label': label, title: label, autocomplete: 'off', spellcheck: 'false', value: query.get(name) || '', ...props });
    return input;
  };
  const words = field('words', 'Words in the record', { type: 'search', placeholder: 'Words that all stand in a record', maxlength: 200 });
  const fields = {
    words,
    who: field('who', 'Who: part of a name', { placeholder: 'Who', maxlength: 200 }),
    session: field('session', 'Session: its whole id', { placeholder: 'Session, s-…', maxlength: 140 }),
    kind: h('select', { class: 'input', name: 'kind', 'aria-label': 'Kind of record' }, h('option', { value: '' }, 'Any kind'), options('Together', GROUPS), options('One kind', KINDS.map((kind) => [kind, kind]))),
    since: field('since', 'From this time on', { type: 'datetime-local' }),
    until: field('until', 'Until this time', { type: 'datetime-local' }),
  };
  fields.kind.value = query.get('kind') || '';
  const node = h(
    'form',
    { class: 'audit-form', role: 'search', 'aria-label': 'Search the journal', on: { submit } },
    Object.values(fields),
    h('button', { class: 'button primary', type: 'submit' }, icon('search', 'small'), 'Search'),
  );

  function submit(event) {
    event.preventDefault();
    ask();
  }

  function values() {
    return Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.value.trim()]));
  }

  function asked(names) {
    const wanted = new URLSearchParams();
    for (const [name, value] of Object.entries(values())) {
      if (!value || !names.includes(name)) continue;
      wanted.set(name, name === 'since' || name === 'until' ? new Date(value).toISOString() : value);
    }
    return wanted;
  }

  return {
    node,
    words,
    values,
    /** The query of a page of records. */
    query: (before) => {
      const wanted = asked(Object.keys(fields));
      if (before) wanted.set('before', before);
      return wanted.toString();
    },
    /** The address of an export of the same times and session. */
    exported: () => `/api/v1/audit/export?${asked(EXPORTED)}`,
    narrowed: () => ['words', 'who', 'kind'].some((name) => fields[name].value.trim() !== ''),
    isEmpty: () => Object.values(values()).every((value) => value === ''),
  };
}

function options(label, list) {
  return h('optgroup', { label }, list.map(([value, word]) => h('option', { value }, word)));
}
