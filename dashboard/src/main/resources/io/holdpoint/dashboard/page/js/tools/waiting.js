// A definition that waits for a person: what changed, and the word to give.

import { post } from '../api.js';
import { fill, h } from '../dom.js';
import { time } from '../format.js';
import { icon } from '../icons.js';
import { say, toast } from '../say.js';
import { plain, shown } from '../text.js';
import { diffView } from './diff.js';

const FLAGS = {
  'zero-width': 'characters of no width',
  bidi: 'characters that reorder the text',
  'tag-characters': 'invisible tag characters',
  control: 'control characters',
  ansi: 'terminal control sequences',
  'hidden-comment': 'a hidden comment',
  'far-text': 'text far out of sight',
  'too-deep': 'nested too deep to be read',
  'poses-as-system': 'it poses as the system',
  conceals: 'it asks to conceal something from people',
  overrides: 'it overrides what others said',
  leaks: 'it asks to send things elsewhere',
};

/** What is suspicious in a text, in words. */
export function flagWords(flags) {
  return flags.map((flag) => FLAGS[flag] || plain(flag)).join(', ');
}

/** True if a definition waits and nobody has refused it. */
export function waits(one) {
  return Boolean(one.waiting) && !one.waiting.refused;
}

/** The difference and the form; `done` is called with the offer as it is afterwards. */
export function waitingPane(one, done) {
  const { waiting } = one;
  const reason = h('input', { class: 'input', type: 'text', maxlength: 500, placeholder: 'Reason, shown to every operator', 'aria-label': 'Reason', autocomplete: 'off' });
  const approve = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('permit', 'small'), one.digest ? 'Approve the change' : 'Approve');
  const refuse = h('button', { class: 'button danger', type: 'button', disabled: true, on: { click: () => send('refuse') } }, icon('deny', 'small'), 'Refuse');
  const wrong = h('div', { role: 'alert' });
  reason.addEventListener('input', () => enable(reason.value.trim() !== ''));

  function enable(able) {
    approve.disabled = !able;
    refuse.disabled = !able || Boolean(waiting.refused);
  }

  async function send(action) {
    enable(false);
    fill(wrong);
    try {
      const after = await post(`/offers/${action}`, { kind: one.kind, upstream: one.upstream, name: one.name, digest: waiting.digest, reason: reason.value.trim() });
      const text = `${action === 'approve' ? 'Approved' : 'Refused'} ${plain(one.name || one.upstream)}`;
      toast(text, action === 'approve' ? 'Shown to agents and callable from now on' : 'It stays hidden from agents and refused');
      say(text, true);
      done(after);
    } catch (error) {
      enable(true);
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
    }
  }

  return h(
    'div',
    { class: 'section' },
    h('h3', { class: 'label' }, one.digest ? 'Changed definition' : 'New definition', h('span', { class: 'push faint' }, `since ${time(waiting.since)}`)),
    waiting.refused && h('p', { class: 'refused' }, icon('deny', 'small'), h('span', {}, 'Refused by ', shown(waiting.refused.by), ` at ${time(waiting.refused.at)}: `, shown(waiting.refused.reason))),
    one.flags.length > 0 && h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, `Suspicious: ${flagWords(one.flags)}.`)),
    waiting.definition ? diffView(one.definition, waiting.definition) : h('p', { class: 'unknown' }, 'unknown, because the definition is longer than is kept. ', h('span', { class: 'connect' }, 'Look at it at its server before you approve it.')),
    h('p', { class: 'tiny faint' }, one.digest ? 'Until it is approved, agents neither see nor call it.' : 'It was never approved: agents neither see nor call it.'),
    h(
      'form',
      { needs: 'label', class: 'field', on: { submit: (event) => { event.preventDefault(); if (reason.value.trim()) send('approve'); } } },
      reason,
      h('div', { class: 'group' }, approve, refuse),
      wrong,
    ),
  );
}
