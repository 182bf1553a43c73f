// The five questions, as the API answers them. Every step they cite can be followed.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { time } from '../format.js';
import { icon } from '../icons.js';
import { grade } from '../parts.js';
import { link } from '../router.js';
import { shown } from '../text.js';

const SHORT = 2;

export function answersPane({ id, select, open, onOpen }) {
  let answers = null;
  let drawn = '';
  const cards = h('div', { class: 'five', role: 'group', 'aria-label': 'Five questions' });
  const whole = h('div', { class: 'whole-answer', role: 'region', 'aria-label': 'The answer in full', hidden: true });
  const node = h('section', { class: 'questions', 'aria-label': 'Five questions' }, cards, whole);

  async function load() {
    const next = await get(`/sessions/${id}/answers`);
    const print = JSON.stringify([next.answers, next.about]);
    answers = next;
    if (print !== drawn) paint();
    drawn = print;
  }

  function paint() {
    const focused = cards.contains(document.activeElement) ? document.activeElement.dataset.question : '';
    fill(cards, answers.answers.map(card));
    if (focused) cards.querySelector(`[data-question="${focused}"]`)?.focus();
    const answer = answers.answers.find((one) => one.question === open);
    whole.hidden = !answer;
    fill(whole, answer && full(answer));
  }

  function card(answer, index) {
    const chosen = open === answer.question;
    const gap = answer.unknown[0];
    const left = Math.max(0, answer.sentences.length - SHORT) + Math.max(0, answer.unknown.length - 1);
    return h(
      'div',
      { class: `question ${chosen ? 'open' : ''}` },
      h(
        'h3',
        {},
        h('button', { type: 'button', 'aria-expanded': String(chosen), data: { question: answer.question }, title: `Question ${index + 1}`, on: { click: () => toggle(answer.question) } }, answer.title, icon(chosen ? 'up' : 'down', 'small')),
      ),
      h('div', { class: 'short' }, answer.sentences.slice(0, SHORT).map(sentence), answer.sentences.length === 0 && gap && unknown(gap)),
      h('div', { class: 'ev' }, answer.grade && grade(answer.grade, true), answer.sentences.length > 0 && gap && h('span', { class: 'clip' }, `${answer.unknown.length} unknown`), left > 0 && h('button', { class: 'ref', type: 'button', on: { click: () => toggle(answer.question) } }, chosen ? 'Less' : `${left} more`)),
    );
  }

  function full(answer) {
    return [
      h('h3', {}, answer.title, answer.grade && [' ', grade(answer.grade)], h('button', { class: 'button ghost square push', type: 'button', 'aria-label': 'Close the answer', on: { click: () => toggle(answer.question) } }, icon('close'))),
      h('div', { class: 'sentences' }, answer.sentences.map(sentence)),
      answer.unknown.length > 0 && h('div', { class: 'gaps' }, answer.unknown.map(unknown)),
    ];
  }

  function sentence(one) {
    return h('p', {}, one.parts.map((each) => part(each, select)));
  }

  function toggle(question) {
    open = open === question ? '' : question;
    onOpen(open);
    paint();
  }

  return { node, load, toggle: (number) => answers && toggle(answers.answers[number - 1].question) };
}

/** A part of a sentence as a node. */
export function part(one, select) {
  switch (one.kind) {
    case 'step':
      return h('button', { class: 'ref', type: 'button', on: { click: () => select(one.ref) } }, shown(one.text));
    case 'rule':
      return h('a', { class: 'ref', ...link(`/rules/${encodeURIComponent(one.ref)}`) }, one.text);
    case 'session':
      return h('a', { class: 'ref', ...link(`/sessions/${one.ref}`) }, one.text);
    case 'claim':
      return h('q', { class: 'claim' }, shown(one.text));
    case 'time':
      return h('time', { datetime: one.ref }, time(one.ref));
    default:
      return shown(one.text);
  }
}

/** What is not known, why, and how to get to know it. */
export function unknown(gap) {
  return h('p', { class: 'unknown' }, h('span', {}, `${gap.what}: `), 'unknown, because ', gap.because, '. ', gap.connect && h('span', { class: 'connect' }, gap.connect));
}
