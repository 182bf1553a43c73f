// What screen readers hear, and toasts.

import { h } from './dom.js';
import { icon } from './icons.js';

const polite = h('div', { class: 'unseen', 'aria-live': 'polite' });
const assertive = h('div', { class: 'unseen', 'aria-live': 'assertive' });
const toasts = h('div', { class: 'toasts', role: 'status' });
const MOST = 3;
let saidAt = 0;

export function mountVoices(body) {
  body.append(polite, assertive, toasts);
}

/** Says something once the reader pauses; urgent things at once, at most one in two seconds. */
export function say(text, urgent = false) {
  if (urgent && Date.now() - saidAt < 2000) return;
  if (urgent) saidAt = Date.now();
  (urgent ? assertive : polite).textContent = text;
}

/** Good news leaves after six seconds, bad news stays. */
export function toast(text, evidence = '', bad = false) {
  const close = h('button', { class: 'button ghost square', type: 'button', 'aria-label': 'Close' }, icon('close', 'small'));
  const node = h(
    'div',
    { class: `toast ${bad ? 'bad' : ''}` },
    icon(bad ? 'alert' : 'permit'),
    h('div', { class: 'say' }, h('div', { class: 'strong' }, text), evidence && h('div', { class: 'dim' }, evidence)),
    close,
  );
  close.addEventListener('click', () => node.remove());
  toasts.append(node);
  while (toasts.children.length > MOST) toasts.firstChild.remove();
  if (!bad) setTimeout(() => node.remove(), 6000);
}
