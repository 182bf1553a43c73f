'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const figures = data.figures, sets = figures.datasets;
const $ = id => document.getElementById(id);
const el = (tag, props, ...kids) => { const e = Object.assign(document.createElement(tag), props || {}); e.append(...kids.filter(k => k != null)); return e; };
const pct = v => v == null ? '–' : (100 * v).toFixed(1) + ' %';
const names = Object.keys(sets).sort((a, b) => size(b) - size(a));
function size(n) { return Object.values(sets[n])[0].sessions; }
const modes = Object.keys(sets[names[0]]);
const state = { mode: modes[0], set: names[0], kind: null, open: null };
const MODE_WORDS = { 'task-known': 'Task known', 'task-late': 'Task late', 'mcp-only': 'MCP traffic only' };
const KIND_WORDS = { missed: 'Missed', 'benign-stopped': 'Benign, stopped', 'user-call-stopped': "User's call stopped" };

function seg(box, items, current, word, pick) {
  box.replaceChildren(...items.map(i => { const b = el('button', { type: 'button', textContent: word(i) }); b.setAttribute('aria-pressed', String(i === current)); b.onclick = () => pick(i); return b; }));
}
function table(heads, rows) {
  if (!rows.length) return el('p', { className: 'none', textContent: 'Nothing was counted here.' });
  return el('div', { className: 'scroll' }, el('table', null, el('thead', null, el('tr', null, ...heads.map(h => el('th', { textContent: h })))),
    el('tbody', null, ...rows.map(r => { const tr = el('tr', null, ...r.map(c => el('td', null, ...(Array.isArray(c) ? c : [c])))); if (r.mood) tr.className = r.mood; return tr; }))));
}
function rate(group, name, bad) {
  const v = group[name], c = (group.counts || {})[name];
  if (v == null || !c || !c[1]) return '–';
  if (bad === 2) return [pct(v), el('span', { className: 'n', textContent: c[0] })];
  const bar = el('span', { className: 'bar' + (bad ? ' bad' : '') }, el('i')); bar.firstChild.style.width = Math.max(v > 0 ? 4 : 0, 100 * v) + '%';
  return [pct(v), el('span', { className: 'n', textContent: c[0] + '/' + c[1] }), bar];
}
const COLUMNS = [['recall_at_harm', 'Recall ≤ harm'], ['benign_interrupted', 'Benign stopped', 1], ['benign_denied', 'denied', 2], ['user_effect_calls_passing', "User's effects pass"]];
function groups(g) {
  const used = COLUMNS.filter(c => Object.values(g).some(x => x.counts && x.counts[c[0]]));
  return table(['', ...used.map(c => c[1])], Object.entries(g).filter(([, x]) => used.some(c => x.counts[c[0]])).map(([n, x]) => [n, ...used.map(c => rate(x, c[0], c[2]))]));
}
function key(s) {
  const cards = [['recall_at_harm', 'Injections stopped before harm'], ['recall_at_first_bad', 'stopped at their first call'], ['benign_interrupted', 'Benign sessions stopped'], ['benign_denied', 'of it denied, paused or killed'], ['user_effect_calls_passing', "User's effects under attack that pass"], ['benign_calls_held', 'Calls held, of 100 benign ones']];
  $('key').replaceChildren(...cards.filter(([n]) => s.counts[n] && s.counts[n][1]).map(([n, w]) => {
    const i = s.intervals[n], c = s.counts[n];
    return el('div', null, el('span', { textContent: w }), el('b', { textContent: pct(s[n]) }), el('small', { textContent: c[0].toLocaleString('en') + ' of ' + c[1].toLocaleString('en') + (i ? ' · 95 %: ' + (100 * i[0]).toFixed(1) + ' to ' + (100 * i[1]).toFixed(1) : '') }));
  }));
}
const svg = (tag, attrs, ...kids) => { const e = document.createElementNS('http://www.w3.org/2000/svg', tag); for (const k in attrs) e.setAttribute(k, attrs[k]); e.append(...kids); return e; };
function curve() {
  const W = 560, H = 300, L = 44, B = 34, T = 10, R = 12, max = 0.4;
  const x = v => L + Math.min(v, max) / max * (W - L - R), y = v => H - B - v * (H - B - T);
  const root = svg('svg', { viewBox: `0 0 ${W} ${H}`, width: '100%', role: 'img', 'aria-label': 'Recall against benign sessions stopped' });
  for (let i = 0; i <= 5; i++) { const v = i / 5; root.append(svg('line', { x1: L, x2: W - R, y1: y(v), y2: y(v), class: 'grid' }), svg('text', { x: L - 6, y: y(v) + 3, 'text-anchor': 'end' }, 100 * v + ' %')); }
  for (let i = 0; i <= 4; i++) { const v = i * max / 4; root.append(svg('line', { x1: x(v), x2: x(v), y1: T, y2: H - B, class: 'grid' }), svg('text', { x: x(v), y: H - B + 14, 'text-anchor': 'middle' }, (100 * v).toFixed(0) + (i === 4 ? ' %+' : ' %'))); }
  root.append(svg('text', { x: (W + L) / 2, y: H - 4, 'text-anchor': 'middle' }, 'benign sessions with such a call'));
  const shown = modes.filter(m => (sets[state.set][m].curve || []).some(p => p.recall != null && p.benign != null));
  if (!shown.length) return el('p', { className: 'none', textContent: 'This data set has no injections and benign sessions to set against each other.' });
  shown.forEach(m => {
    const k = modes.indexOf(m), colour = `var(--c${k + 1})`, pts = sets[state.set][m].curve;
    const path = [[0, 0], ...pts.map(p => [p.benign, p.recall])].map(([a, b]) => x(a) + ',' + y(b)).join(' ');
    root.append(svg('polyline', { points: path, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': ['', '6 4', '2 3'][k] || '', opacity: m === state.mode ? 1 : .45 }));
    if (m === state.mode) pts.forEach(p => { const dot = svg('circle', { cx: x(p.benign), cy: y(p.recall), r: 3.5, fill: colour }, svg('title', {}, `score ≥ ${p.threshold}: recall ${pct(p.recall)}, benign ${pct(p.benign)}`)); root.append(dot); });
    const s = sets[state.set][m];
    if (s.recall_at_harm != null && s.benign_interrupted != null) root.append(svg('circle', { cx: x(s.benign_interrupted), cy: y(s.recall_at_harm), r: 6, fill: 'none', stroke: colour, 'stroke-width': 2 }, svg('title', {}, `as shipped: recall ${pct(s.recall_at_harm)}, benign ${pct(s.benign_interrupted)}`)));
  });
  const legend = el('div', { className: 'legend' }, ...shown.map(m => { const i = el('i'); i.style.borderColor = `var(--c${modes.indexOf(m) + 1})`; return el('span', null, i, MODE_WORDS[m] || m); }), el('span', { textContent: '○ as shipped' }));
  return el('div', null, root, legend);
}
function loops(l) {
  const row = (w, n, bad) => l.counts[n] && l.counts[n][1] ? [w, rate(l, n, bad)] : null;
  const rows = [row('Found at all', 'found'), row('Found at the call that makes it plain', 'found_within_0'), row('… within 1 further call', 'found_within_1'), row('… within 2', 'found_within_2'), row('… within 3', 'found_within_3'), row('Stopped within 2', 'stopped_within_2'), row('Stopped within 3', 'stopped_within_3'), row('False: noticed in sessions that finished well', 'falsely_found', 1), row('False: stopped there', 'falsely_stopped', 1)].filter(Boolean);
  if (l.median_calls_saved != null) rows.push(['Calls saved, median', String(l.median_calls_saved)]);
  const stages = Object.entries(l.stages || {}).map(([k, v]) => k + ' ' + v).join(', ');
  if (stages) rows.push(['Stopped first by', stages]);
  return table(['', ''], rows);
}
function extra() {
  const parts = [];
  if (figures.robustness) {
    const base = sets[state.set]['task-known'];
    const rows = Object.entries(figures.robustness).map(([n, d]) => { const r = d[state.set]; return r && r.recall_at_harm != null ? [n, rate(r, 'recall_at_harm'), rate(r, 'benign_interrupted', 1), rate(r, 'user_effect_calls_passing')] : null; }).filter(Boolean);
    if (rows.length) parts.push(el('h2', { textContent: 'Robustness, task known' }), el('p', { className: 'hint', textContent: 'The same recordings with some knowledge taken away.' }), table(['', 'Recall ≤ harm', 'Benign stopped', "User's effects pass"], [['as shipped', rate(base, 'recall_at_harm'), rate(base, 'benign_interrupted', 1), rate(base, 'user_effect_calls_passing')], ...rows]));
  }
  const v = figures.validation && figures.validation[state.set] && figures.validation[state.set][state.mode];
  if (v) parts.push(el('h2', { textContent: 'Validation' }), el('p', { className: 'hint', textContent: 'Threshold and weights chosen anew on what was not left out.' }), table(['', 'Recall ≤ harm', 'Benign stopped', 'Chosen most often'], Object.entries(v).map(([n, r]) => [n, rate(r, 'recall_at_harm'), rate(r, 'benign_interrupted', 1), r.chosen || ''])));
  const signs = Object.entries(sets[state.set][state.mode].signs || {}).filter(([, r]) => r.injections + r.benign);
  if (signs.length) parts.push(el('h2', { textContent: 'Signs' }), el('p', { className: 'hint', textContent: 'What spoke against calls when nothing was stopped, whatever the rules make of it: sessions with the sign, and those in which nothing else spoke.' }), table(['', 'Injections', 'alone', 'Benign', 'alone'], signs.map(([n, r]) => [n, r.injections, r.injections_alone, r.benign, r.benign_alone].map(String))));
  $('extra').hidden = !parts.length; $('extra').replaceChildren(...parts);
}
function sessions() {
  const all = data.cases.filter(c => c.mode === state.mode && c.dataset === state.set);
  const kinds = Object.keys(KIND_WORDS).filter(k => all.some(c => c.kind === k));
  if (!kinds.includes(state.kind)) state.kind = kinds[0];
  seg($('kinds'), kinds, state.kind, k => KIND_WORDS[k] + ' ' + all.filter(c => c.kind === k).length, k => { state.kind = k; state.open = null; draw(); });
  const list = all.filter(c => c.kind === state.kind);
  if (!list.includes(state.open)) state.open = list[0] || null;
  $('list').replaceChildren(...list.map(c => { const b = el('button', { type: 'button' }, el('b', { textContent: `${c.suite} · ${c.task}` }), el('small', { textContent: [c.agent, c.attack].filter(Boolean).join(' · ') })); b.setAttribute('aria-current', String(c === state.open)); b.onclick = () => { state.open = c; sessions(); $('steps').scrollTop = 0; }; return el('li', null, b); }));
  if (!list.length) $('list').append(el('li', { className: 'none', textContent: 'No such session in this mode and data set.' }));
  steps(state.open);
}
function steps(c) {
  const box = $('steps');
  if (!c) { box.replaceChildren(); return; }
  const jump = n => { const t = box.querySelector(`[data-step="${n}"]`); if (t) { box.querySelectorAll('.on').forEach(o => o.classList.remove('on')); t.classList.add('on'); t.scrollIntoView({ block: 'center' }); } };
  const link = n => { const a = el('a', { textContent: 'step ' + n, tabIndex: 0 }); a.onclick = () => jump(n); return a; };
  const out = [el('h2', { textContent: c.session })];
  for (const s of data.recordings[c.recording] || []) {
    const call = s.kind === 'call' ? c.calls[s.step] : null, from = s.kind === 'result' ? c.calls[s.call] : null;
    const hidden = from && from.stop !== 'none';
    const body = el('div');
    if (call) {
      const word = call.stop === 'none' ? 'permit' : call.stop;
      body.append(el('span', { className: 'chip ' + word, textContent: word }));
      if (call.whose) body.append(el('span', { className: 'chip ' + call.whose, textContent: call.whose === 'both' ? "user's and attack's" : call.whose + "'s" }));
      if (c.harm === s.step) body.append(el('span', { className: 'chip attack', textContent: 'harm' }));
      body.append(el('b', { textContent: s.tool }));
      if (!call.effect) body.append(el('span', { className: 'n', textContent: ' reads' }));
    } else if (s.tool) body.append(el('b', { textContent: s.tool }));
    if (hidden) body.append(el('span', { className: 'chip', textContent: 'never shown: its call was stopped' }));
    body.append(el('pre', { textContent: s.text }));
    if (call) {
      for (const r of call.rules) body.append(el('div', { className: 'why ' + r.action }, el('b', { textContent: r.rule + ' ' }), r.text, ...r.chain.filter(n => n !== s.step).map(link)));
      if (!call.rules.length) for (const w of call.why) body.append(el('div', { className: 'why', textContent: w }));
    }
    const row = el('div', { className: 'step ' + s.kind + (hidden ? ' not' : '') }, el('span', { className: 'no', textContent: s.step }), el('span', { className: 'kind', textContent: s.kind }), body);
    row.dataset.step = s.step; out.push(row);
  }
  box.replaceChildren(...out);
}
function draw() {
  const s = sets[state.set][state.mode];
  $('subtitle').textContent = `${state.set}, ${s.sessions.toLocaleString('en')} sessions · ${figures.speed.steps.toLocaleString('en')} steps replayed`;
  seg($('modes'), modes, state.mode, m => MODE_WORDS[m] || m, m => { state.mode = m; draw(); });
  seg($('sets'), names, state.set, n => n, n => { state.set = n; draw(); });
  key(s); $('curve').replaceChildren(curve()); $('suites').replaceChildren(groups(s.by_suite)); $('attacks').replaceChildren(groups(s.by_attack)); $('agents').replaceChildren(groups(s.by_agent));
  $('rules').replaceChildren(table(['', 'Injections', 'alone', 'Benign', 'alone', 'Sessions'], Object.entries(s.rules).map(([n, r]) => [n, r.contained, r.contained_alone, r.benign_interrupted, r.benign_alone, r.sessions_noticed].map(String))));
  $('loops').replaceChildren(loops(s.loops)); extra(); sessions();
}
$('theme').onclick = () => { const root = document.documentElement; const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches; root.dataset.theme = dark ? 'light' : 'dark'; };
const wanted = new URLSearchParams(location.search).get('theme'); if (wanted) document.documentElement.dataset.theme = wanted;
draw();
