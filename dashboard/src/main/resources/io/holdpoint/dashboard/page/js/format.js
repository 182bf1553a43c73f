// Times, ages, sizes and numbers as people read them.

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const NUMBER = new Intl.NumberFormat('en-US');

/** `14:14:23` today, `21 Nov 14:14` before, `21 Nov 2025` in another year. */
export function time(iso) {
  const at = new Date(iso);
  const now = new Date();
  if (at.getFullYear() !== now.getFullYear()) return DAY.format(at);
  return at.toDateString() === now.toDateString() ? TIME.format(at) : DATE.format(at).replace(',', '');
}

/** `3 s ago`. */
export function age(iso) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 1000));
  return seconds < 1 ? 'now' : `${span(seconds)} ago`;
}

/** `12 min`. */
export function span(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** `84 ms`. */
export function took(nanos) {
  if (nanos <= 0) return '';
  if (nanos < 1e6) return `${Math.max(1, Math.round(nanos / 1e3))} µs`;
  if (nanos < 1e9) return `${Math.round(nanos / 1e6)} ms`;
  if (nanos < 6e10) return `${(nanos / 1e9).toFixed(1)} s`;
  return span(Math.round(nanos / 1e9));
}

/** `1,204 bytes`. */
export function bytes(size) {
  return size === 1 ? '1 byte' : `${NUMBER.format(size)} bytes`;
}

/** `12 KB`, short enough for an axis. */
export function size(count) {
  if (count < 1000) return `${Math.round(count)} B`;
  if (count < 1e6) return `${(count / 1e3).toFixed(count < 1e4 ? 1 : 0)} KB`;
  return `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} MB`;
}

/** `$0.38`, of millionths of a dollar. */
export function dollars(micros) {
  const value = micros / 1e6;
  return `$${value < 0.01 ? value.toFixed(4) : value < 100 ? value.toFixed(2) : NUMBER.format(Math.round(value))}`;
}

/** `84.2k`. */
export function short(value) {
  if (value < 1000) return String(Math.round(value));
  return value < 1e6 ? `${(value / 1e3).toFixed(value < 1e5 ? 1 : 0)}k` : `${(value / 1e6).toFixed(1)}M`;
}

export function number(value) {
  return NUMBER.format(value);
}

/** `1 step`, `3 steps`. */
export function counted(value, word) {
  return `${NUMBER.format(value)} ${word}${value === 1 ? '' : 's'}`;
}

/** `Tool call` for `tool-call`. */
export function words(kebab) {
  const text = kebab.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Risk as a step of the colour scale, 0 to 4. */
export function tone(risk) {
  return risk >= 80 ? 4 : risk >= 60 ? 3 : risk >= 40 ? 2 : risk >= 15 ? 1 : 0;
}
