// From the grid of the API to pixels: columns wrap into bands as wide as the pane, like lines of a
// text. A node that stands keeps its place when others come.

export const NODE = { width: 134, height: 40 };
const PITCH = 58;
const LEAST = 162;
const MARGIN = { left: 34, top: 26, band: 30 };

/** Places of nodes, kept while the graph grows. */
export class Places {
  #cells = new Map();

  forget() {
    this.#cells.clear();
  }

  /** Cells of a graph by node id: old nodes stay, new ones move along with what they follow. */
  settle(graph) {
    if (this.#cells.size === 0) {
      for (const node of graph.nodes) this.#cells.set(node.id, { column: node.column, row: node.row });
      return this.#cells;
    }
    const suggested = new Map(graph.nodes.map((node) => [node.id, node]));
    const sources = Map.groupBy(graph.edges.filter((edge) => edge.kind !== 'proof' && edge.kind !== 'value'), (edge) => edge.to);
    const cells = new Map();
    const taken = new Set();
    const take = (id, cell) => {
      cells.set(id, cell);
      taken.add(`${cell.column} ${cell.row}`);
    };
    for (const node of graph.nodes) if (this.#cells.has(node.id)) take(node.id, this.#cells.get(node.id));
    let shift = 0;
    for (const node of graph.nodes) {
      const known = cells.get(node.id);
      if (known) {
        shift = known.column - node.column;
        continue;
      }
      const shifts = (sources.get(node.id) || []).filter((edge) => cells.has(edge.from) && suggested.has(edge.from)).map((edge) => cells.get(edge.from).column - suggested.get(edge.from).column);
      const cell = { column: node.column + Math.max(0, shifts.length ? Math.max(...shifts) : shift), row: node.row };
      while (taken.has(`${cell.column} ${cell.row}`)) cell.row += 1;
      take(node.id, cell);
    }
    this.#cells = cells;
    return cells;
  }
}

/** Where everything is drawn in a pane of this width. */
export function arrange(cells, width) {
  const per = Math.max(1, Math.floor((width - MARGIN.left) / LEAST));
  const pitch = Math.max(LEAST, Math.floor((width - MARGIN.left) / per));
  const bands = new Map();
  for (const { column, row } of cells.values()) {
    const number = Math.floor(column / per);
    const band = bands.get(number) || { number, low: row, high: row };
    band.low = Math.min(band.low, row);
    band.high = Math.max(band.high, row);
    bands.set(number, band);
  }
  let top = MARGIN.top;
  for (const band of [...bands.values()].sort((a, b) => a.number - b.number)) {
    band.top = top;
    top += (band.high - band.low) * PITCH + NODE.height + MARGIN.band;
    band.bottom = top - MARGIN.band;
  }
  const spots = new Map();
  for (const [id, { column, row }] of cells) {
    const band = bands.get(Math.floor(column / per));
    spots.set(id, {
      x: MARGIN.left + (column % per) * pitch,
      y: band.top + (row - band.low) * PITCH,
      band: band.number,
      bandTop: band.top,
    });
  }
  return { spots, width: MARGIN.left + per * pitch, height: top };
}

/** The line of an edge between two spots. */
export function route(from, to, kind) {
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x - 3, y: to.y + NODE.height / 2 };
  if (kind === 'proof' || kind === 'value') return arc(from, to);
  if (from.band === to.band && to.x > from.x) {
    const bend = Math.max(12, (end.x - start.x) / 2);
    return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  }
  // Down the gutter between two bands, like a line of text that goes on below.
  const out = start.x + 9;
  const gutter = to.bandTop - 15;
  const into = end.x - 20;
  const r = 7;
  return (
    `M${start.x} ${start.y}H${out - r}Q${out} ${start.y} ${out} ${start.y + (gutter > start.y ? r : -r)}` +
    `V${gutter - (gutter > start.y ? r : -r)}Q${out} ${gutter} ${out - r} ${gutter}` +
    `H${into + r}Q${into} ${gutter} ${into} ${gutter + r}V${end.y - r}Q${into} ${end.y} ${into + r} ${end.y}H${end.x}`
  );
}

// What proves or supplies something is drawn above the flow of time, from head to head.
function arc(from, to) {
  const start = { x: from.x + NODE.width / 2, y: from.y };
  const end = { x: to.x + NODE.width / 2, y: to.y - 3 };
  if (Math.abs(start.y - end.y) < 4) {
    const lift = Math.min(46, 18 + Math.abs(end.x - start.x) / 16);
    return `M${start.x} ${start.y}C${start.x} ${start.y - lift} ${end.x} ${end.y - lift} ${end.x} ${end.y}`;
  }
  const down = end.y > start.y;
  const first = { x: start.x + (down ? NODE.width * 0.28 : 0), y: down ? from.y + NODE.height : from.y };
  const reach = Math.max(26, Math.abs(end.y - first.y) / 2);
  return `M${first.x} ${first.y}C${first.x} ${first.y + (down ? reach : -reach)} ${end.x} ${end.y - reach} ${end.x} ${end.y}`;
}
