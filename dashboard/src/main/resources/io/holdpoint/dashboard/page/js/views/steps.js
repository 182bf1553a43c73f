// The steps of one session, loaded page by page and kept in the order of time.

import { get } from '../api.js';

const PAGE = 500;
const OVERLAP = 20;

export class Steps {
  all = [];
  loading = true;
  #id;
  #places = new Map();

  constructor(id) {
    this.#id = id;
  }

  /** Loads everything; `onPage` is called after each page. */
  async load(onPage) {
    const found = [];
    let total = 1;
    for (let offset = 0; offset < total; offset += PAGE) {
      const page = await this.#page(offset);
      total = page.total;
      found.push(...page.steps);
      this.#replace(found);
      this.loading = found.length < total && page.steps.length > 0;
      onPage();
      if (page.steps.length === 0) break;
    }
    this.loading = false;
  }

  /** Loads what is new at the end, and everything if steps came in between. Returns how many are new. */
  async refresh() {
    if (this.loading) return 0;
    const before = this.all.length;
    const offset = Math.max(0, before - OVERLAP);
    const page = await this.#page(offset);
    const tail = new Map(page.steps.map((step) => [step.id, step]));
    this.#replace([...this.all.filter((step) => !tail.has(step.id)), ...page.steps]);
    if (this.all.length !== page.total) await this.load(() => {});
    return this.all.length - before;
  }

  find(id) {
    const place = this.#places.get(id);
    return place === undefined ? null : this.all[place];
  }

  /** The number of a step, from 1; 0 if it is not stored. */
  place(id) {
    return (this.#places.get(id) ?? -1) + 1;
  }

  #page(offset) {
    return get(`/sessions/${this.#id}/steps?offset=${offset}&limit=${PAGE}`);
  }

  #replace(steps) {
    this.all = steps.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
    this.#places = new Map(this.all.map((step, index) => [step.id, index]));
  }
}
