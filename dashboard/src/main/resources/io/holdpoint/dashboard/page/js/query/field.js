// A field for filters: completes, and says what is wrong with what was typed.

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { shown } from '../text.js';
import { compile, complete } from './language.js';

/**
 * A filter field. `fields` and `all` as the language wants them, `rows` gives what is listed now,
 * `changed` is called with the text and the test whenever the text is a filter.
 */
export function queryField({ label, placeholder, value, fields, all, rows, changed }) {
  const input = h('input', { type: 'search', role: 'combobox', 'aria-label': label, 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': 'completions', placeholder, value, spellcheck: 'false', autocomplete: 'off' });
  const list = h('ul', { class: 'completions', id: 'completions', role: 'listbox', 'aria-label': 'Completions', hidden: true });
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  const node = h('div', { class: 'query' }, h('label', { class: 'search' }, icon('search'), input, h('kbd', {}, '/')), list, wrong);
  let options = [];
  let from = 0;
  let at = -1;
  input.addEventListener('input', () => {
    read();
    suggest();
  });
  input.addEventListener('focus', suggest);
  input.addEventListener('click', suggest);
  input.addEventListener('blur', close); // choosing an option by the mouse keeps the focus here
  input.addEventListener('keydown', (event) => {
    const open = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) suggest();
      else show((at + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length);
    } else if (event.key === 'Tab' && open && !event.shiftKey) {
      event.preventDefault();
      take(Math.max(0, at));
    } else if (event.key === 'Enter') {
      if (open && at >= 0) take(at);
      else {
        close();
        input.blur();
      }
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (open) close();
      else input.blur();
    }
  });

  /** The test for the text as it stands; the last one that could be read if it cannot. */
  let test = () => true;
  function read({ quiet = false } = {}) {
    try {
      test = compile(input.value, fields, all);
      wrong.hidden = true;
      input.removeAttribute('aria-invalid');
    } catch (error) {
      input.setAttribute('aria-invalid', 'true');
      fill(wrong, icon('alert', 'small'), h('span', {}, shown(error.message)));
      wrong.hidden = false;
      return;
    }
    if (!quiet) changed(input.value, test);
  }

  function suggest() {
    const found = complete(input.value, input.selectionStart ?? input.value.length, fields, rows());
    options = found.options;
    from = found.from;
    at = -1;
    list.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    fill(list, options.map((option, index) => h('li', { id: `completion-${index}`, role: 'option', 'aria-selected': 'false', on: { mousedown: (event) => { event.preventDefault(); take(index); } } }, h('span', { class: 'mono clip' }, shown(option.text)), h('span', { class: 'faint push' }, option.hint))));
    input.removeAttribute('aria-activedescendant');
  }

  function show(index) {
    at = index;
    [...list.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `completion-${at}`);
  }

  function take(index) {
    const option = options[index];
    if (!option) return;
    const caret = input.selectionStart ?? input.value.length;
    const head = input.value.slice(0, from) + option.text + ' ';
    input.value = head + input.value.slice(caret).trimStart();
    input.setSelectionRange(head.length, head.length);
    read();
    suggest();
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  }

  read({ quiet: true });
  return {
    node,
    input,
    test: () => test,
    /** Puts another filter in place of what stands there. */
    set: (text) => {
      input.value = text;
      read();
    },
  };
}
