// The rules in force. Files are their source; this page only shows them.

import { fill, h } from '../dom.js';
import { counted, number, words } from '../format.js';
import { empty, failed, mode, severity } from '../parts.js';
import { go } from '../router.js';
import { state } from '../state.js';

const RANK = ['critical', 'high', 'medium', 'low'];

export function rulesView({ main, top }) {
  fill(top, h('h1', {}, 'Rules'), h('span', { class: 'tag' }, ''));
  paint();

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of rules', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    const rules = [...state.rules.values()].sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity) || a.id.localeCompare(b.id));
    top.lastChild.textContent = counted(rules.length, 'rule');
    if (rules.length === 0) {
      fill(main, empty({ emblem: 'rules', title: 'No rule is in force', text: 'Calls are recorded and shown, but nothing across steps is judged. Put rule files into the rules folder and start again.' }));
      return;
    }
    const hits = (rule) => state.detections.filter((detection) => detection.rule.id === rule.id).length;
    fill(
      main,
      h(
        'div',
        { class: 'scroller rules' },
        h(
          'table',
          { class: 'grid' },
          h('caption', { class: 'unseen' }, 'Rules in force, most severe first'),
          h('colgroup', {}, ['sev', 'title', 'version', 'family', 'action-col', 'mode', 'hits'].map((name) => h('col', { class: name }))),
          h('thead', {}, h('tr', {}, ['Severity', 'Rule', 'Version', 'Family', 'Asks for', 'Mode'].map((word) => h('th', { scope: 'col' }, word)), h('th', { scope: 'col', class: 'num' }, 'Detections'))),
          h(
            'tbody',
            {},
            rules.map((rule) =>
              h(
                'tr',
                {},
                h('td', { class: 'c-sev' }, severity(rule.severity)),
                h('td', { class: 'c-title' }, h('span', { class: 'two-lines' }, h('span', {}, rule.title), h('span', { class: 'mono' }, rule.id))),
                h('td', { class: 'c-version mono' }, `v${rule.version}`),
                h('td', {}, words(rule.kind)),
                h('td', {}, words(rule.action)),
                h('td', {}, mode(rule.mode)),
                h('td', { class: 'c-hits num' }, number(hits(rule))),
              ),
            ),
          ),
        ),
      ),
      h('footer', { class: 'foot' }, h('span', {}, 'Enforce carries out what a rule asks for; shadow only records that it would have.')),
    );
  }

  return { loaded: paint, detection: paint, keys: { Escape: () => go('/') } };
}
