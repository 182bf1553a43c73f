// Which sessions touched this account number? The value goes into the body of one request and nowhere else: not into the address, the history, a saved view, or what the page keeps.

import { post } from '../api.js';
import { modal } from '../dialogs.js';
import { fill, h } from '../dom.js';
import { counted } from '../format.js';
import { icon } from '../icons.js';
import { say } from '../say.js';
import { state } from '../state.js';

const MOST = 1000;

/** A button for the filter bar and a line that says what is shown; `changed` is called when that is something else. */
export function valueSearch(changed) {
  const node = h('div', { class: 'by-value', role: 'status', hidden: true });
  const button = h('button', { class: 'button', type: 'button', title: 'Which sessions touched a value?', on: { click: open } }, icon('search', 'small'), 'Search by value');
  paint();

  function paint() {
    const { found } = state;
    node.hidden = !found;
    if (!found) return;
    fill(
      node,
      icon('search'),
      h('span', { class: 'say' }, h('b', {}, `${counted(found.sessions.size, 'session')} touched the value you asked for.`), ' It stands in no address and no history, and is not shown here.', found.more && ` The newest ${MOST} are listed.`, !found.complete && ' The index is being made anew: there may be more.'),
      h('button', { class: 'button', type: 'button', on: { click: open } }, 'Another value'),
      h('button', { class: 'button', type: 'button', on: { click: () => show(null) } }, 'Show all sessions'),
    );
  }

  function show(found) {
    state.found = found;
    paint();
    changed();
  }

  function open() {
    const input = h('input', { class: 'input', id: 'value', type: 'text', maxlength: 500, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': 'value-help' });
    const send = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('search', 'small'), 'Search');
    const wrong = h('div', { role: 'alert' });
    const dialog = modal(
      'Which sessions touched a value?',
      h(
        'form',
        { autocomplete: 'off', on: { submit } },
        h(
          'div',
          { class: 'body' },
          h('div', { class: 'field' }, h('label', { for: 'value' }, 'Value'), input, h('p', { class: 'help', id: 'value-help' }, 'An account or card number in any grouping, a mail address, an order number, a key. It is sent in the body of one request, compared by its keyed print, and kept nowhere: not in the address, the history or a saved view.')),
          wrong,
        ),
        h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, 'Cancel'), send),
      ),
    );
    dialog.addEventListener('close', () => {
      input.value = '';
    });
    input.addEventListener('input', () => {
      send.disabled = input.value.trim() === '';
    });
    input.focus();

    async function submit(event) {
      event.preventDefault();
      send.disabled = true;
      fill(wrong);
      try {
        const answer = await post('/search/sessions', { where: `value = "${input.value.trim().replace(/["\\]/g, '\\$&')}"`, limit: String(MOST) });
        dialog.close();
        show({ sessions: new Map(answer.sessions.map((one) => [one.id, one])), complete: answer.complete, more: Boolean(answer.next) });
        say(`${counted(answer.sessions.length, 'session')} touched it`, true);
      } catch (error) {
        send.disabled = false;
        fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
      }
    }
  }

  return {
    node,
    button,
    /** The sessions that touched it, as they stand now; null if nothing is searched for. */
    sessions: () => state.found && [...state.found.sessions.values()].map((one) => state.sessions.get(one.id) || one),
    find: (id) => state.found?.sessions.get(id),
  };
}
