// The broken glass: for a while policies and rules only watch. Everybody sees it, whatever they look at.

import { get, post, remove } from '../api.js';
import { modal } from '../dialogs.js';
import { fill, h } from '../dom.js';
import { time } from '../format.js';
import { icon } from '../icons.js';
import { say, toast } from '../say.js';
import { state } from '../state.js';
import { shown } from '../text.js';
import { tellWrong } from './reach.js';

const TIMES = [['5m', '5 minutes'], ['10m', '10 minutes'], ['30m', '30 minutes'], ['1h', '1 hour'], ['4h', '4 hours']];

/** The banner while the glass is broken. */
export function bypassBanner() {
  const about = h('span', {});
  const end = h('button', { class: 'button push', type: 'button', needs: 'bypass', on: { click: stop } }, 'Judge again');
  get('/bypass')
    .then((one) => one.on && fill(about, ` Until ${time(one.until)}, by `, shown(one.by), ': ', shown(one.reason)))
    .catch(() => {});
  return h('div', { class: 'banner bad bypass', role: 'alert' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'The glass is broken: policies and rules only watch.'), about), end);

  async function stop() {
    end.disabled = true;
    try {
      await remove('/bypass');
      toast('Holdpoint judges again');
      say('Holdpoint judges again', true);
    } catch (error) {
      toast('The glass is still broken', error.message, true);
    }
    state.load();
  }
}

/** Asks for how long and why, and breaks it. */
export function openBypass() {
  const lasting = h('select', { class: 'input', id: 'bypass-for' }, TIMES.map(([value, word]) => h('option', { value, selected: value === '10m' }, word)));
  const reason = h('textarea', { class: 'input', id: 'reason', rows: 3, maxlength: 500, required: true, placeholder: 'Shown to every operator and kept in the journal' });
  const send = h('button', { class: 'button danger solid', type: 'submit', disabled: true }, icon('alert', 'small'), 'Break the glass');
  const wrong = h('div', { role: 'alert' });
  reason.addEventListener('input', () => {
    send.disabled = reason.value.trim() === '';
  });
  const dialog = modal(
    'Break the glass?',
    h(
      'form',
      { on: { submit } },
      h('div', { class: 'body' }, h('p', {}, 'Policies and rules only watch: every call goes through, but for what an operator stopped. It is for when Holdpoint itself is the trouble. It is alarmed, journaled, and ends by itself.'), h('div', { class: 'field' }, h('label', { for: 'bypass-for' }, 'For'), lasting), h('div', { class: 'field' }, h('label', { for: 'reason' }, 'Reason'), reason), wrong),
      h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, 'Keep judging'), send),
    ),
  );

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    try {
      await post('/bypass', { for: lasting.value, reason: reason.value.trim() });
      dialog.close();
      say('The glass is broken: policies and rules only watch', true);
      state.load();
    } catch (error) {
      send.disabled = false;
      tellWrong(wrong, error);
    }
  }
}
