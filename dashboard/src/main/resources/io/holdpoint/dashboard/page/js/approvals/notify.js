// The button for notifications, and a line that says why there are none.

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { noticesState, turnOff, turnOn } from '../notices.js';
import { may } from '../rights.js';
import { say } from '../say.js';

const WHY = {
  missing: 'This browser shows no notifications here. Held calls appear on this page all the same, as long as it is in view.',
  denied: 'Notifications are blocked for this address: allow them in the settings of the browser. Held calls appear on this page all the same, as long as it is in view.',
};

/** `button` for the head of the view, `line` for its body. */
export function notifyControls() {
  const button = h('button', { class: 'button notify', type: 'button', needs: 'approve', on: { click: turn } }, icon('message', 'small'), h('span', {}));
  const line = h('p', { class: 'dim tiny notify-why' });
  paint();

  async function turn() {
    if (noticesState() === 'on') turnOff();
    else await turnOn();
    paint();
    say(WHY[noticesState()] || (noticesState() === 'on' ? 'You are notified of held calls' : 'You are not notified of held calls'), true);
  }

  function paint() {
    const now = noticesState();
    button.disabled = now in WHY;
    button.lastChild.textContent = now === 'on' ? 'Notifying' : 'Notify me';
    button.title = now === 'on' ? 'You are told of held calls while this page is in the background' : 'Tell me of held calls while this page is in the background';
    button.setAttribute('aria-pressed', String(now === 'on'));
    fill(line, WHY[now] || '');
    line.hidden = !may('approve') || !(now in WHY);
  }

  return { button, line, paint };
}
