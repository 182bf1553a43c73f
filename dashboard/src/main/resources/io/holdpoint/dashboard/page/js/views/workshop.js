// The rules workshop: write a rule, see what is wrong with it, try it, save it, promote it.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, time, words } from '../format.js';
import { icon } from '../icons.js';
import { empty, failed, mode } from '../parts.js';
import { may } from '../rights.js';
import { go, link } from '../router.js';
import { say, toast } from '../say.js';
import { state } from '../state.js';
import { shown } from '../text.js';
import { ask } from '../workshop/asking.js';
import { draft } from '../workshop/draft.js';
import { editor } from '../workshop/editor.js';
import { byLine, linter } from '../workshop/lint.js';
import { tuningDraft } from '../workshop/except.js';
import { newRule, ownCopy } from '../workshop/start.js';
import { diffPane, historyPane, promotionPane } from '../workshop/standing.js';
import { backtestPane, testsPane } from '../workshop/trial.js';

// The styles come with the view, not with the page.
if (!document.getElementById('workshop-style')) {
  const style = h('link', { id: 'workshop-style', rel: 'stylesheet', href: '/assets/css/workshop.css' });
  await new Promise((done) => {
    style.addEventListener('load', done);
    style.addEventListener('error', done);
    document.head.append(style);
  });
}

const TABS = [['problems', 'Problems'], ['tests', 'Tests'], ['backtest', 'Back-test'], ['diff', 'Changes'], ['promotion', 'Promote'], ['history', 'History']];

export function workshopView({ main, top, route }) {
  if (!route.id) return newRule({ main, top });
  const id = route.id;
  // A tuning changes a rule, shipped or own, beside its file; it has no stories, no mode and no history of its own.
  const tuning = route.query.get('as') === 'tuning';
  const door = `/rules/${encodeURIComponent(id)}/${tuning ? 'tuning' : 'source'}`;
  const name = tuning ? `${id}.tuning.yaml` : `${id}.yaml`;
  const kept = draft(tuning ? tuningDraft(id) : id);
  const shownTabs = TABS.filter(([key]) => !tuning || !['promotion', 'history'].includes(key));
  let source = null;
  let bench = null;
  let left = false;
  fill(top, h('a', { ...link('/rules') }, 'Rules'), icon('right'), h('h1', {}, tuning ? `Tuning of ${id}` : id));
  fill(main, h('div', { class: 'empty' }, h('p', {}, 'Loading')));
  open();

  async function open() {
    try {
      const [schema, found] = await Promise.all([get('/rules/schema'), load()]);
      if (left) return;
      source = found;
      bench = build(schema);
      bench.begin();
    } catch (error) {
      if (left) return;
      if (error.status === 404) fill(main, empty({ emblem: 'rules', title: `There is no rule ${id}`, text: 'Its id is free: a rule may begin here.', actions: [h('a', { class: 'button primary', ...link('/workshop') }, 'New rule')] }));
      else fill(main, failed('The rule', error, open));
    }
  }

  async function load() {
    if (tuning) return get(door);
    const from = route.query.get('from');
    const form = route.query.get('form') || (from ? 'usual' : '');
    const found = await get(form ? `${door}?form=${encodeURIComponent(form)}` : door);
    if (!from || found.origin !== 'new') return found;
    const model = await get(`/rules/${encodeURIComponent(from)}/source`);
    return { ...found, text: ownCopy(model.text, id) };
  }

  const isChanged = () => bench && (source.origin === 'new' || bench.text() !== source.text);

  function build(schema) {
    const states = h('span', { id: 'code-state', class: 'code-state', role: 'status' });
    const problems = h('div', { class: 'section' });
    const area = editor({ label: `Text of ${id}`, schema, changed, save });
    const lint = may('try') ? linter({ name, told: linted }) : { check: () => {}, now: () => {}, stop: () => {} };
    const jump = (line, column) => area.jump(line, column);
    const text = () => area.text();
    const panes = {
      problems: { node: problems },
      tests: testsPane({ name, text, jump }),
      backtest: backtestPane({ id, name, text, jump }),
      diff: diffPane({ source: () => source, text }),
      promotion: promotionPane({ id, source: () => source, isChanged, done: reopen }),
      history: historyPane({ id, restore: (older) => replace(older) }),
    };
    const saveButton = h('button', { class: 'button primary', needs: 'rules', type: 'button', title: 'Save (Ctrl S)', on: { click: save } }, icon('permit', 'small'), 'Save');
    const about = h('div', { class: 'about-file' });
    const notice = h('div', {});
    const tabs = shownTabs.map(([key, word]) => h('button', { class: 'tab-button', type: 'button', role: 'tab', id: `tab-${key}`, 'aria-controls': `pane-${key}`, 'aria-selected': 'false', tabindex: -1, on: { click: () => choose(key), keydown: walk } }, word));
    const bodies = shownTabs.map(([key]) => h('div', { role: 'tabpanel', id: `pane-${key}`, 'aria-labelledby': `tab-${key}`, hidden: true }, panes[key].node));
    let chosen = '';

    function begin() {
      fill(
        main,
        notice,
        h(
          'div',
          { class: 'workshop' },
          h('section', { class: 'writing', 'aria-label': 'The text' }, h('div', { class: 'head' }, about, h('span', { class: 'push' }), h('button', { class: 'button', type: 'button', needs: 'try', on: { click: runTests } }, icon('play', 'small'), 'Run tests'), download(), source.origin === 'shipped' ? copyButton() : saveButton), area.node, h('div', { class: 'writing-foot' }, states, h('span', { class: 'push keys' }, h('kbd', {}, 'Ctrl'), h('kbd', {}, 'Space'), 'complete', h('kbd', {}, 'Ctrl'), h('kbd', {}, 'S'), 'save'))),
          h('aside', { class: 'trying', 'aria-label': 'Trying it' }, h('div', { class: 'tab-row', role: 'tablist', 'aria-label': 'Trying it' }, tabs), h('div', { class: 'tab-body' }, bodies)),
        ),
      );
      const older = kept.get();
      area.set(source.origin !== 'shipped' && older && older.text !== source.text ? older.text : source.text, source.origin === 'shipped');
      warn(older && older.text !== source.text ? older : null);
      choose('problems');
      painted();
      lint.now(area.text());
    }

    function warn(older) {
      const broken = source.problems.length > 0;
      fill(
        notice,
        source.refusal && h('div', { class: 'banner wait' }, icon('note'), h('span', { class: 'say' }, h('b', {}, source.origin === 'shipped' ? 'A shipped rule is not written here.' : 'It cannot be saved here.'), ' ', source.origin === 'shipped' ? 'Copy it under an id of your own to change it.' : shown(source.refusal))),
        broken && h('div', { class: 'banner warn' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'The file is broken; its former version stays in force.'), ' ', shown(source.problems[0].message))),
        older && source.origin !== 'shipped' && h('div', { class: 'banner wait' }, icon('note'), h('span', { class: 'say' }, h('b', {}, 'Your draft is back.'), older.base === source.sha256 ? '' : ' The file was changed since you began it.'), h('button', { class: 'button push', type: 'button', on: { click: drop } }, 'Drop it')),
      );
    }

    function drop() {
      kept.drop();
      replace(source.text);
      warn(null);
    }

    function replace(next) {
      area.set(next, source.origin === 'shipped');
      changed();
    }

    function changed() {
      if (area.text() === source.text) kept.drop();
      else kept.put({ text: area.text(), base: source.sha256 });
      painted();
      lint.check(area.text());
      if (chosen === 'diff') panes.diff.open();
    }

    function painted() {
      const now = source.inForce;
      const since = now?.since ? `, since ${time(now.since)}` : '';
      fill(about, h('span', { class: 'mono' }, source.file), h('span', { class: 'tag' }, words(source.origin)), now && [mode(now.mode), h('span', { class: 'tiny faint since' }, `v${now.version} in force${since}`)]);
      const changes = isChanged();
      saveButton.disabled = !source.writable || !changes;
      saveButton.lastChild.textContent = changes ? 'Save' : 'Saved';
    }

    function linted({ checking, problems: found, error }) {
      if (left) return;
      if (checking) {
        states.textContent = 'Checking';
        return;
      }
      const list = found || [];
      const errors = list.filter((one) => one.level === 'error').length;
      const advice = list.length - errors;
      area.marks(byLine(list));
      area.input.setAttribute('aria-invalid', String(errors > 0));
      const word = error ? error.message : errors ? counted(errors, 'problem') : advice ? `Sound, ${advice} of advice` : 'Sound';
      fill(states, icon(error || errors ? 'alert' : 'permit', 'small'), h('span', {}, shown(word)));
      states.className = `code-state ${error || errors ? 'bad' : 'good'}`;
      tabs[0].textContent = list.length ? `Problems ${list.length}` : 'Problems';
      fill(problems, list.length ? h('ul', { class: 'problem-list' }, list.map((one) => h('li', { class: one.level }, h('button', { class: 'line-link', type: 'button', on: { click: () => jump(one.line, one.column) } }, `Line ${one.line}`), h('span', {}, one.level === 'advice' && h('span', { class: 'tag' }, 'advice'), ' ', shown(one.message))))) : h('p', { class: 'dim' }, error ? '' : 'Nothing is wrong with the text.'));
    }

    function choose(key) {
      chosen = key;
      shownTabs.forEach(([one], index) => {
        tabs[index].setAttribute('aria-selected', String(one === key));
        tabs[index].tabIndex = one === key ? 0 : -1;
        bodies[index].hidden = one !== key;
      });
      panes[key].open?.();
    }

    function walk(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = (shownTabs.findIndex(([key]) => key === chosen) + by + shownTabs.length) % shownTabs.length;
      choose(shownTabs[next][0]);
      tabs[next].focus();
    }

    function runTests() {
      choose('tests');
      panes.tests.run();
    }

    function save() {
      if (saveButton.disabled || saveButton.hidden || source.origin === 'shipped') return;
      ask({
        title: tuning ? 'Save this tuning?' : 'Save this rule?',
        text: tuning ? 'The rule comes into force at once with what the tuning changes about it.' : source.inForce ? 'It comes into force at once, in the mode the text says.' : 'It comes into force at once. A rule in shadow only records what it would have done.',
        button: tuning ? 'Save tuning' : 'Save rule',
        send: (reason) => post(door, { text: area.text(), base: source.sha256, reason }),
        after: (result) => {
          kept.drop();
          toast(result.inForce ? `${id} v${result.version} is in force` : `${id} is saved, and not in force`, `mode ${result.mode}, ${result.sha256.slice(0, 12)}`, !result.inForce);
          say(`${id} is saved`, true);
          reopen();
        },
      });
    }

    function copyButton() {
      return h('a', { class: 'button primary', needs: 'rules', ...link(`/workshop?from=${encodeURIComponent(id)}`) }, icon('copy', 'small'), 'Copy as your own');
    }

    function download() {
      return h('button', { class: 'button square', type: 'button', title: 'Download the text', 'aria-label': 'Download the text', on: { click: () => offer(area.text(), source.file) } }, icon('download', 'small'));
    }

    async function reopen() {
      if (route.query.size) history.replaceState(null, '', `/workshop/${encodeURIComponent(id)}${tuning ? '?as=tuning' : ''}`);
      try {
        const found = await get(door);
        if (left) return;
        source = found;
        area.set(source.text, source.origin === 'shipped');
        warn(null);
        painted();
        lint.now(area.text());
        panes[chosen].open?.();
        state.load();
      } catch (error) {
        toast('The rule did not load again', error.message, true);
      }
    }

    return { begin, text, lint, panes };
  }

  return {
    leave: () => {
      left = true;
      bench?.lint.stop();
      if (bench) Object.values(bench.panes).forEach((pane) => pane.leave?.());
    },
    keys: { Escape: () => go(`/rules/${encodeURIComponent(id)}`) },
  };
}

/** Hands a text to the browser as a file. */
function offer(text, file) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const anchor = h('a', { href: address, download: file });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
