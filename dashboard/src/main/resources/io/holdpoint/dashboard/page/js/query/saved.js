// Filters under a name, kept by the server and shared by all operators.

import { get, post, remove } from '../api.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { toast } from '../say.js';
import { shown } from '../text.js';

/** Tabs of saved filters; `current` gives the query as it stands, `apply` takes another over. */
export function savedBar({ page, current, apply }) {
  let views = [];
  let naming = false;
  const node = h('div', { class: 'saved', role: 'group', 'aria-label': 'Saved views' });
  load();

  async function load() {
    try {
      views = (await get('/views')).views.filter((view) => view.page === page);
    } catch (error) {
      if (error.status !== 401) views = [];
    }
    paint();
  }

  function paint() {
    fill(
      node,
      tab('All', '', false),
      views.map((view) => tab(view.name, view.query, true, view)),
      naming ? form() : h('button', { class: 'tab add', type: 'button', needs: 'note', title: 'Keep this filter under a name', on: { click: begin } }, '+ Save view'),
    );
  }

  function tab(name, query, canGo, view) {
    const chosen = meaning(query) === meaning(current());
    return h(
      'span',
      { class: `tab ${chosen ? 'chosen' : ''}` },
      h('button', { type: 'button', 'aria-pressed': String(chosen), title: query ? new URLSearchParams(query).get('q') || query : 'No filter', on: { click: () => { apply(query); paint(); } } }, shown(name)),
      canGo && h('button', { class: 'drop', type: 'button', needs: 'note', 'aria-label': `Forget ${name}`, title: `Forget; saved by ${view.by}`, on: { click: () => drop(view) } }, icon('close', 'small')),
    );
  }

  function form() {
    const name = h('input', { class: 'input', maxlength: 40, 'aria-label': 'Name of the view', placeholder: 'Name of the view', required: true });
    setTimeout(() => name.focus());
    name.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      naming = false;
      paint();
    });
    return h('form', { class: 'naming', on: { submit: (event) => save(event, name.value.trim()) } }, name, h('button', { class: 'button small primary', type: 'submit' }, 'Save'));
  }

  function begin() {
    if (!meaning(current())) {
      toast('Nothing to save', 'Filter first, then keep the filter under a name.', true);
      return;
    }
    naming = true;
    paint();
  }

  async function save(event, name) {
    event.preventDefault();
    if (!name) return;
    try {
      await post('/views', { page, name, query: meaning(current()) });
      naming = false;
      await load();
    } catch (error) {
      toast('Not saved', error.message, true);
    }
  }

  async function drop(view) {
    try {
      await remove(`/views/${view.id}`);
      await load();
    } catch (error) {
      toast('Not forgotten', error.message, true);
    }
  }

  return { node, paint: () => naming || paint() };
}

// What filters; the chosen row and the theme do not.
function meaning(query) {
  const all = new URLSearchParams(query);
  const kept = new URLSearchParams();
  for (const key of ['q', 'state', 'by']) if (all.get(key)) kept.set(key, all.get(key));
  return kept.toString();
}
