// The steps of one session as lines: only the pages somebody looked at are loaded, however many
// there are. Indices begin at 0, places at 1.

import { get } from '../api.js';

const PAGE = 200;
const MOST = 12000;

export class Rows {
  total = 0;
  loading = true;
  #id;
  #rows = new Map();
  #places = new Map();
  #asked = new Set();
  #changed;

  /** `changed` is called when rows that were asked for have come. */
  constructor(id, changed) {
    this.#id = id;
    this.#changed = changed;
  }

  /** Loads the rows around a step, or the last ones. */
  async open(around, known) {
    let page = null;
    if (around) {
      try {
        page = await this.#load(`around=${encodeURIComponent(around)}`);
      } catch (error) {
        if (error.status !== 404 || error.code !== 'step.unknown') throw error;
      }
    }
    if (!page) page = await this.#load(`offset=${Math.max(0, known - PAGE)}`);
    this.loading = false;
    return page;
  }

  /** A row, or null while it is not loaded. */
  at(index) {
    return this.#rows.get(index) || null;
  }

  find(id) {
    const index = this.#places.get(id);
    return index === undefined ? null : this.at(index);
  }

  /** The number of a step, from 1; 0 while it is not loaded. */
  place(id) {
    return (this.#places.get(id) ?? -1) + 1;
  }

  last() {
    return this.at(this.total - 1);
  }

  /** Asks for what is missing between two indices. */
  need(from, to) {
    for (let page = Math.floor(Math.max(0, from) / PAGE); page * PAGE < Math.min(to, this.total); page++) {
      if (!this.#missing(page)) continue;
      this.#asked.add(page);
      this.#load(`offset=${page * PAGE}`)
        .then(() => this.#changed())
        .catch(() => {})
        .finally(() => this.#asked.delete(page));
    }
  }

  /** The row at an index, loaded if it must be; null if there is none. */
  async fetch(index) {
    if (index < 0 || index >= this.total) return null;
    if (!this.at(index)) await this.#load(`offset=${Math.floor(index / PAGE) * PAGE}`);
    return this.at(index);
  }

  /** The row of a step, loaded if it must be; null if it is not stored. */
  async seek(id) {
    if (!this.find(id)) {
      try {
        await this.#load(`around=${encodeURIComponent(id)}`);
      } catch (error) {
        if (error.status === 404) return null;
        throw error;
      }
    }
    return this.find(id);
  }

  /** Loads what came at the end, and says how much. What came in between makes all of it new. */
  async refresh() {
    const before = this.total;
    const last = this.last();
    const page = last ? await this.#load(`after=${encodeURIComponent(last.id)}`, true) : await this.open('', 0);
    if (last && page.offset !== before) {
      this.#rows.clear();
      this.#places.clear();
      await this.#load(`offset=${Math.max(0, page.total - PAGE)}`);
    }
    return this.total - before;
  }

  #missing(page) {
    if (this.#asked.has(page)) return false;
    const end = Math.min(this.total, (page + 1) * PAGE);
    for (let index = page * PAGE; index < end; index++) if (!this.#rows.has(index)) return true;
    return false;
  }

  async #load(query, careful = false) {
    const page = await get(`/sessions/${this.#id}/timeline?limit=${PAGE}&${query}`);
    if (careful && page.offset !== this.total) return page;
    this.total = page.total;
    if (this.#rows.size > MOST) {
      this.#rows.clear();
      this.#places.clear();
    }
    page.steps.forEach((row, index) => {
      this.#rows.set(page.offset + index, row);
      this.#places.set(row.id, page.offset + index);
    });
    return page;
  }
}
