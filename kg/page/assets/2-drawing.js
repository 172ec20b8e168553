// The drawing: an overview of the best connected, where Python placed them, or the surroundings of one node.
// Labels are drawn by the next part, so vis-network gets none.
const bare = ({ label, ...rest }) => rest;
const drawn = { nodes: new vis.DataSet(given.nodesDrawn.map(bare)), edges: new vis.DataSet(given.edgesDrawn.map(bare)) };
const network = new vis.Network(document.getElementById("canvas"), drawn, given.options);
const LARGEST = 36; // what the layout's boxes have room for
const calm = matchMedia("(prefers-reduced-motion: reduce)");
// What is drawn: node numbers by importance, those that are not faded, the properties of numbered edges, and how much
// larger than by themselves nodes and lines are.
const view = { key: null, wanted: null, order: [], bright: new Set(), properties: [], grow: 1 };

function colours(kind) {
  const { colour, border } = looks[kind];
  const lit = { background: colour, border: "#111111" };
  return { background: colour, border, highlight: lit, hover: lit };
}

/** A node for vis-network, as Python makes those of the first view. */
function drawnNode(id, x, y) {
  return { id, shape: looks[nodes[id].k].shape, color: colours(nodes[id].k), x, y, size: sized(id) };
}

/** The size of a node: the more articles, the larger; larger too where the whole is seen from afar. */
function sized(id) {
  const articles = nodes[id].r?.length ?? 0;
  const size = Math.min(28, Math.round(9 + 4 * Math.sqrt(Math.max(0, articles - 1))));
  return Math.max(size, Math.min(LARGEST, size * view.grow));
}

/** The `nth` edge between two nodes: straight, or bent out further and further so that none covers another. */
function bend(nth, backward) {
  if (nth === 0) return { enabled: false };
  const type = (nth % 2 === 1) !== backward ? "curvedCW" : "curvedCCW";
  return { enabled: true, type, roundness: 0.16 * Math.ceil(nth / 2) };
}

/** Edges for vis-network from [id, source, target, property]. */
function drawnEdges(rows) {
  const beside = new Map();
  return rows.map(([id, from, to, property]) => {
    const pair = `${Math.min(from, to)} ${Math.max(from, to)}`;
    const nth = beside.get(pair) ?? 0;
    beside.set(pair, nth + 1);
    const line = lines[lineOf[property] ?? "role"];
    return { id, from, to, arrows: "to", smooth: bend(nth, from > to), ...line, width: line.width * view.grow };
  });
}

/** What stands on a direct link: the titles, or what the property is called. */
function linkLabel([, , property, titles]) {
  const name = properties[property];
  if (titles.length) return shorten(titles.join("; "), 48);
  if (name === "organisation") return say("affiliated");
  if (name === "mentions") return say("spokeOf");
  if (name === "madeAt") return say("spokeAt");
  return term(name);
}

function shorten(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1).replace(/\s+\S*$/, "") + "…";
}

const linked = new Set(links.filter(([a, b]) => rankOf.has(a) && rankOf.has(b)).flatMap(([a, b]) => [a, b]));

/** The numbers of the overview: the best connected, as chosen by Python, then the rest by rank. Of fewer than Python chose
 * those are left out that are linked with none of the others. */
function overview() {
  const shown = new Set(given.chosen.slice(0, state.size));
  if (state.size < given.size) {
    const joined = links.filter(([source, target]) => shown.has(source) && shown.has(target)).flatMap((link) => link.slice(0, 2));
    return joined.length ? new Set(given.chosen.filter((one) => joined.includes(one))) : shown;
  }
  if (state.size <= given.size) return shown;
  for (const number of ranked) {
    // What is linked with nothing would only take room, unless all are wanted.
    if (shown.size < state.size && (linked.has(number) || state.size >= ranked.length)) shown.add(number);
  }
  return shown;
}

/** Draw the `size` best connected and the links among them. */
function drawOverview() {
  const kept = [...overview()].filter((number) => !state.hidden.has(nodes[number].k));
  const visible = new Set(kept);
  const rows = [];
  links.forEach((link, place) => {
    const spoken = lineOf[properties[link[2]]] === "speech";
    const titled = properties[link[2]] === "organisation" || link[3].length > 0;
    if ((spoken && state.hidden.has("Statement")) || (titled && state.hidden.has("Role"))) return;
    if (visible.has(link[0]) && visible.has(link[1])) rows.push([`l${place}`, link[0], link[1], properties[link[2]]]);
  });
  const [x, y] = stretch(kept.map((number) => nodes[number].p));
  fill(kept.map((number) => drawnNode(number, nodes[number].p[0] * x, nodes[number].p[1] * y)), drawnEdges(rows));
}

/** How much wider and higher a drawing must be to have the shape of the window: no more than twice. */
function stretch(points) {
  const box = document.getElementById("canvas").getBoundingClientRect();
  const extent = (axis) => points.reduce(([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])], [0, 1]);
  const [[left, right], [top, bottom]] = [extent(0), extent(1)];
  const taller = ((box.height || 1) / (box.width || 1)) * ((right - left) / (bottom - top));
  return taller > 1 ? [1, Math.min(2, taller)] : [Math.min(2, 1 / taller), 1];
}

function fill(newNodes, newEdges) {
  view.order = []; // vis-network redraws at each of the next steps, when there is nothing to label
  drawn.edges.clear();
  drawn.nodes.clear();
  drawn.nodes.add(newNodes);
  drawn.edges.add(newEdges);
  view.order = newNodes.map(({ id }) => id).sort((a, b) => importance(a) - importance(b));
}

/** Draw what the address asks for, and bring out what is selected. */
function draw() {
  const wanted = state.focus === null ? `${state.size}` : `@${state.focus}`;
  const key = [wanted, state.language, ...state.hidden].join();
  const before = view.wanted;
  if (view.key !== key) {
    if (state.focus === null) drawOverview();
    else drawSurroundings(state.focus);
    Object.assign(view, { key, wanted });
  }
  bringOut();
  if (before !== wanted) fit();
  if (state.selected !== null && state.focus !== state.selected) reveal(state.selected);
}

/** Whose label comes first: by rank, then places and roles, statements last. */
function importance(id) {
  return rankOf.get(id) ?? 1e6 + { Place: 0, Role: 1, Statement: 2 }[nodes[id].k] * 1e6 + id;
}

/** Show all that is drawn, with room for the labels at the edge. */
function fit() {
  network.fit({ animation: false, maxZoomLevel: 1.5 });
  network.moveTo({ scale: network.getScale() * 0.9 });
  rescale();
}

/** From afar marks and lines are drawn larger, so that they can be seen and hit. */
function rescale() {
  const grow = Math.round(Math.min(2.4, Math.max(1, 0.65 / network.getScale())) * 10) / 10;
  if (grow === view.grow) return;
  view.grow = grow;
  drawn.nodes.update(view.order.map((id) => ({ id, size: sized(id) })));
  drawn.edges.update(drawn.edges.map(({ id }) => ({ id, width: lineFor(id).width * grow })));
}

/** Show a node with its neighbours where it is out of sight or they are too close together to read. */
function reveal(id) {
  if (!drawn.nodes.get(id)) return;
  const at = network.canvasToDOM(network.getPosition(id));
  const box = document.getElementById("canvas").getBoundingClientRect();
  const inside = at.x > 60 && at.y > 40 && at.x < box.width - 60 && at.y < box.height - 60;
  if (inside && network.getScale() > 0.55) return;
  const animation = calm.matches ? false : { duration: 400, easingFunction: "easeInOutQuad" };
  network.fit({ nodes: [id, ...network.getConnectedNodes(id)], animation, minZoomLevel: 0.55, maxZoomLevel: 1.2 });
}

/** Selected: it and its neighbours stay, all else fades. */
function bringOut() {
  const id = state.selected !== null && drawn.nodes.get(state.selected) ? state.selected : null;
  const all = id === null || id === state.focus;
  view.bright = new Set(all ? view.order : [id, ...network.getConnectedNodes(id)]);
  drawn.nodes.update(view.order.map((node) => ({
    id: node,
    opacity: view.bright.has(node) ? 1 : 0.2,
    borderWidth: node === id ? 4 : 1.5,
  })));
  drawn.edges.update(drawn.edges.map((edge) => {
    const bright = all || edge.from === id || edge.to === id;
    return { id: edge.id, color: { ...lineFor(edge.id).color, opacity: bright ? 1 : 0.2 } };
  }));
  network.unselectAll();
  if (id !== null) network.selectNodes([id], false);
}

/** Links of the overview are "l" and a number; edges around a node are numbers. */
function edgeProperty(id) {
  return typeof id === "string" ? properties[links[+id.slice(1)][2]] : view.properties[id];
}

function lineFor(id) {
  return lines[lineOf[edgeProperty(id)] ?? "role"];
}

function edgeText(id) {
  return typeof id === "string" ? linkLabel(links[+id.slice(1)]) : term(view.properties[id]);
}

network.on("zoom", rescale);
network.on("animationFinished", rescale);
network.on("click", ({ nodes: [clicked], edges }) => {
  if (clicked !== undefined) go(clicked, state.focus);
  else if (!edges.length) go(null, state.focus);
});
network.on("doubleClick", ({ nodes: [clicked] }) => {
  if (clicked !== undefined) go(clicked, clicked);
});
