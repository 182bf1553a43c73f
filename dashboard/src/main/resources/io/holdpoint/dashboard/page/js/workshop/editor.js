// The editor: a text field, and below it the same text in colours. No library, no markup.

import { fill, h } from '../dom.js';
import { shown } from '../text.js';
import { complete } from './complete.js';
import { coloured, places } from './highlight.js';

/** An editor. `schema` completes, `changed` is told of every change, `save` of Ctrl S. */
export function editor({ label, schema, changed, save }) {
  const words = { events: new Set(schema.events.map((one) => one.name)), columns: new Set(schema.columns.map((one) => one.column)) };
  const input = h('textarea', { class: 'code-input', 'aria-label': label, 'aria-autocomplete': 'list', 'aria-controls': 'code-options', 'aria-describedby': 'code-state', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'off' });
  const layer = h('div', { class: 'code-layer', 'aria-hidden': 'true' });
  const probe = h('span', { class: 'code-probe', 'aria-hidden': 'true' }, '0'.repeat(100));
  const list = h('ul', { class: 'completions code-options', id: 'code-options', role: 'listbox', 'aria-label': 'Completions', hidden: true });
  const sheet = h('div', { class: 'code-sheet' }, layer, input, probe, list);
  const node = h('div', { class: 'code-scroller' }, sheet);
  let keys = [];
  let marks = new Map();
  let options = [];
  let from = 0;
  let at = -1;

  input.addEventListener('input', () => {
    paint();
    suggest(false);
    changed(input.value);
  });
  input.addEventListener('click', close);
  input.addEventListener('blur', () => setTimeout(close, 150));
  input.addEventListener('keydown', press);

  function press(event) {
    const open = !list.hidden;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    } else if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      suggest(true);
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      show((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + options.length) % options.length);
    } else if (open && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (open && ((event.key === 'Tab' && !event.shiftKey) || (event.key === 'Enter' && at >= 0))) {
      event.preventDefault();
      take(Math.max(0, at));
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      close();
      write(`\n${indentAfter(lineBefore())}`);
    } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].includes(event.key)) close();
  }

  const lineBefore = () => input.value.slice(input.value.lastIndexOf('\n', input.selectionStart - 1) + 1, input.selectionStart);

  /** Writes over the selection, so that the browser's undo knows of it. */
  function write(text) {
    if (!document.execCommand('insertText', false, text)) {
      input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
      input.dispatchEvent(new Event('input'));
    }
  }

  function paint() {
    const lines = input.value.split('\n');
    const inside = places(lines);
    const next = lines.map((line, i) => `${inside[i] ? 1 : 0}${line}`);
    let start = 0;
    while (start < keys.length && start < next.length && keys[start] === next[start]) start++;
    let end = 0;
    while (end < keys.length - start && end < next.length - start && keys.at(-1 - end) === next.at(-1 - end)) end++;
    const old = [...layer.children].slice(start, keys.length - end);
    const fresh = lines.slice(start, lines.length - end).map((line, i) => h('div', { class: 'code-line' }, coloured(line, inside[start + i], words), '\u200b'));
    const before = layer.children[keys.length - end] || null;
    old.forEach((line) => line.remove());
    fresh.forEach((line) => layer.insertBefore(line, before));
    keys = next;
    layer.classList.toggle('thousands', lines.length > 999);
    mark();
  }

  function mark() {
    [...layer.children].forEach((line, i) => {
      const level = marks.get(i + 1)?.level || '';
      line.classList.toggle('error', level === 'error');
      line.classList.toggle('advice', level === 'advice');
    });
  }

  function suggest(asked) {
    const caret = input.selectionStart;
    const answer = input.selectionStart === input.selectionEnd ? complete(input.value, caret, schema) : { options: [] };
    options = answer.options;
    from = answer.from ?? caret;
    at = -1;
    if (options.length === 0 || (!asked && caret === from)) {
      close();
      return;
    }
    const place = caretAt(from);
    list.style.setProperty('--x', `${place.x}px`);
    list.style.setProperty('--y', `${place.y}px`);
    fill(list, options.map((option, index) => h('li', { id: `code-option-${index}`, role: 'option', 'aria-selected': 'false', on: { mousedown: (event) => { event.preventDefault(); take(index); } } }, h('span', { class: 'mono' }, option.text), h('span', { class: 'faint clip' }, shown(option.meaning)))));
    list.hidden = false;
    input.removeAttribute('aria-activedescendant');
  }

  function caretAt(offset) {
    const head = input.value.slice(0, offset);
    const row = head.split('\n').length;
    const column = head.length - head.lastIndexOf('\n') - 1;
    const style = getComputedStyle(input);
    return { x: Number.parseFloat(style.paddingLeft) + (column * probe.getBoundingClientRect().width) / 100, y: Number.parseFloat(style.paddingTop) + row * Number.parseFloat(style.lineHeight) };
  }

  function show(index) {
    at = index;
    [...list.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `code-option-${at}`);
  }

  function take(index) {
    const option = options[index];
    if (!option) return;
    const follows = input.value[input.selectionStart] || '\n';
    input.setSelectionRange(from, input.selectionStart);
    write(option.text + (option.end && follows !== option.end[0] ? option.end : ''));
    close();
  }

  function close() {
    list.hidden = true;
    input.removeAttribute('aria-activedescendant');
  }

  return {
    node,
    input,
    text: () => input.value,
    set: (text, readOnly = false) => {
      input.value = text;
      input.readOnly = readOnly;
      paint();
    },
    /** Marks lines: a map from line number to `{ level }`. */
    marks: (next) => {
      marks = next;
      mark();
    },
    /** Puts the caret there and brings the line into view. */
    jump: (line, column = 1) => {
      const lines = input.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      const place = start + Math.min(column - 1, lines[line - 1]?.length ?? 0);
      input.focus({ preventScroll: true });
      input.setSelectionRange(place, place);
      layer.children[line - 1]?.scrollIntoView({ block: 'center', inline: 'nearest' });
    },
  };
}

/** A new line stands as the one before, deeper after an opening key. */
function indentAfter(line) {
  const indent = /^\s*/.exec(line)[0];
  const list = /^(\s*)- +\S/.exec(line);
  const opens = /:\s*(#.*)?$/.test(line) && !/^\s*#/.test(line);
  return `${indent}${list ? '  ' : ''}${opens ? '  ' : ''}`;
}
