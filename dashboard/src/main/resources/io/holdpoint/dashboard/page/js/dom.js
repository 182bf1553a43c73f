// Builds elements. Text only ever becomes text: nothing here reads markup.

import { may } from './rights.js';

/**
 * An element. Properties: `class`, `on` (listeners), `data` (data attributes), `vars` (custom CSS
 * properties), `needs` (hidden from whoever does not have this right), everything else an
 * attribute; null, undefined and false leave it out.
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) set(node, key, value);
  append(node, children);
  return node;
}

export function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === 'needs') {
    node.hidden = !may(value);
  } else if (key === 'on') {
    for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  } else if (key === 'data') {
    Object.assign(node.dataset, value);
  } else if (key === 'vars') {
    for (const [name, text] of Object.entries(value)) node.style.setProperty(`--${name}`, text);
  } else {
    node.setAttribute(key, value === true ? '' : value);
  }
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces what is in a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

/** Lets the browser answer its user between two pieces of work. */
export const breathe = () => new Promise((done) => setTimeout(done));

/** Calls at most once per interval, with the last arguments. */
export function throttled(millis, action) {
  let timer = 0;
  let last = 0;
  const throttle = () => {
    if (timer) return;
    const wait = Math.max(0, last + millis - performance.now());
    timer = setTimeout(() => {
      timer = 0;
      last = performance.now();
      action();
    }, wait);
  };
  throttle.cancel = () => {
    clearTimeout(timer);
    timer = 0;
  };
  return throttle;
}
