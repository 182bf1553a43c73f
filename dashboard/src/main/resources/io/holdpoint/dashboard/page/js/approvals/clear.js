// What a held call says in the clear: fetched when somebody asks, journaled by the server first, gone when closed.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { say } from '../say.js';
import { shown } from '../text.js';

const open = new Map();

/** A button for those who may, and below it what it shows. Text as it came: no reader of JSON decides what is seen. */
export function clearArguments({ ref }) {
  const body = h('div', { class: 'clear-body' });
  const button = h('button', { class: 'button small reveal', type: 'button', needs: 'payloads', 'aria-expanded': 'false', title: 'Show in the clear (S); who looks stands in the journal', on: { click: toggle } });
  let asked = 0;
  word('Show in the clear');
  return h('div', { class: 'clear-arguments' }, button, body);

  function word(text) {
    fill(button, icon('read', 'small'), text);
  }

  async function toggle() {
    if (open.has(ref)) {
      open.get(ref)();
      return;
    }
    open.set(ref, close);
    const mine = ++asked;
    try {
      const answer = await get(`/approvals/${encodeURIComponent(ref)}/arguments`);
      if (mine !== asked) return;
      fill(body, h('pre', { class: 'code clear' }, shown(answer.arguments)), h('p', { class: 'tiny faint' }, 'In the clear, with what cannot be seen written out. That you looked stands in the journal.'));
      button.setAttribute('aria-expanded', 'true');
      word('Hide');
      say('The arguments are shown in the clear');
    } catch (error) {
      if (mine !== asked) return;
      open.delete(ref);
      fill(body, h('p', { class: 'wrong', role: 'alert' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
    }
  }

  function close() {
    asked += 1;
    open.delete(ref);
    fill(body);
    button.setAttribute('aria-expanded', 'false');
    word('Show in the clear');
  }
}

/** Takes away what is shown of one call, or of all. */
export function closeClear(ref) {
  if (ref) open.get(ref)?.();
  else for (const close of [...open.values()]) close();
}

// Nobody leaves it standing on a screen they do not look at.
document.addEventListener('visibilitychange', () => document.hidden && closeClear());
