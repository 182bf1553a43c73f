// Asks for a reason before something is written.

import { fill, h } from '../dom.js';
import { modal } from '../dialogs.js';
import { wrongText } from './trial.js';

/** `send` is called with the reason; what it throws is shown, and the dialog stays. */
export function ask({ title, text, button, send, after, body = null }) {
  const reason = h('textarea', { class: 'input', id: 'reason', rows: 3, maxlength: 500, required: true, placeholder: 'Kept in the journal with your name' });
  const confirm = h('button', { class: 'button primary', type: 'submit', disabled: true }, button);
  const wrong = h('div', {});
  const dialog = modal(
    title,
    h(
      'form',
      { on: { submit } },
      h('div', { class: 'body' }, h('p', {}, text), body, h('div', { class: 'field' }, h('label', { for: 'reason' }, 'Reason'), reason), wrong),
      h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, 'Not now'), confirm),
    ),
  );
  reason.addEventListener('input', () => {
    confirm.disabled = reason.value.trim() === '';
  });
  reason.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !confirm.disabled) confirm.click();
  });

  async function submit(event) {
    event.preventDefault();
    confirm.disabled = true;
    fill(wrong);
    try {
      const result = await send(reason.value.trim());
      dialog.close();
      after(result);
    } catch (error) {
      confirm.disabled = false;
      fill(wrong, wrongText(error));
    }
  }
}
