// Builds SVG elements. Text only ever becomes text.

const NS = 'http://www.w3.org/2000/svg';

/** An SVG element; null, undefined and false leave an attribute or a child out. */
export function s(tag, attributes, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'on') {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (key === 'vars') {
      for (const [name, text] of Object.entries(value)) node.style.setProperty(`--${name}`, text);
    } else {
      node.setAttribute(key, value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}
