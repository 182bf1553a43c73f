// Logging in with the operator's token.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { icon, mark } from '../icons.js';

const REFUSED = {
  refused: 'Your organisation’s answer was not accepted. Try again; if it stays so, the log of Holdpoint says why.',
  'no-role': 'You are known to your organisation, and none of your groups has a role here. Ask an admin of Holdpoint.',
  unreachable: 'Your organisation’s login could not be reached. The token works all the same.',
};

const provider = () => h('div', { class: 'field' }, h('a', { class: 'button primary', href: '/api/v1/login/oidc' }, 'Log in with your organisation'));

export function loginView(done) {
  const refused = new URLSearchParams(location.search).get('oidc');
  const used = new URLSearchParams(location.search).get('code') === 'used';
  const token = h('input', { class: 'input', id: 'token', type: 'password', autocomplete: 'current-password', spellcheck: 'false', required: true, placeholder: 'hp_…' });
  const button = h('button', { class: 'button primary', type: 'submit' }, 'Log in');
  const wrong = h('div', { role: 'alert' });
  if (used) complain('The link was used before or is older than 60 seconds. Log in with the token instead.');
  if (refused) complain(REFUSED[refused] || REFUSED.refused);
  const form = h(
    'form',
    { on: { submit } },
    h('div', { class: 'brand' }, mark(), h('span', {}, 'Holdpoint')),
    h('div', {}, h('h1', {}, 'Log in'), h('p', { class: 'dim' }, 'Watch and stop agents with an operator’s token.')),
    h('div', { class: 'field' }, h('label', { for: 'token' }, 'Operator’s token'), token),
    wrong,
    button,
    h('p', { class: 'help' }, 'It was shown once, when Holdpoint first started. To get a new one, stop Holdpoint, delete operator.json in its data folder, and start again.'),
  );
  queueMicrotask(() => token.focus());
  get('/health').then((health) => health.login?.includes('oidc') && form.insertBefore(provider(), form.children[2]), () => {});
  return h('main', { class: 'login', id: 'main' }, form);

  function complain(text) {
    fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, text)));
  }

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await post('/login', { token: token.value.trim() });
      await done();
    } catch (error) {
      complain(error.message);
      token.setAttribute('aria-invalid', 'true');
      token.select();
    } finally {
      button.disabled = false;
    }
  }
}
