// The drawing: an overview of the best connected, where Python placed them, or the surroundings of one node.
const drawn = { nodes: new vis.DataSet(given.nodesDrawn), edges: new vis.DataSet(given.edgesDrawn) };
const network = new vis.Network(document.getElementById("canvas"), drawn, given.options);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const view = { of: null, size: given.size };

function colours(kind) {
  const { colour, border } = looks[kind];
  const lit = { background: colour, border: "#111111" };
  return { background: colour, border, highlight: lit, hover: lit };
}

/** A node for vis-network, as Python makes those of the first view. */
function drawnNode(id, x, y) {
  const node = nodes[id];
  const articles = node.r?.length ?? 0;
  const size = Math.min(28, Math.round(9 + 4 * Math.sqrt(Math.max(0, articles - 1))));
  return { id, label: node.l, shape: looks[node.k].shape, color: colours(node.k), x, y, size };
}

/** The `nth` edge between two nodes: straight, or bent out further and further so that none covers another. */
function bend(nth, backward) {
  if (nth === 0) return { enabled: false };
  const type = (nth % 2 === 1) !== backward ? "curvedCW" : "curvedCCW";
  return { enabled: true, type, roundness: 0.16 * Math.ceil(nth / 2) };
}

/** Edges for vis-network from [id, source, target, property, label]. */
function drawnEdges(rows) {
  const beside = new Map();
  return rows.map(([id, from, to, property, label]) => {
    const pair = `${Math.min(from, to)} ${Math.max(from, to)}`;
    const nth = beside.get(pair) ?? 0;
    beside.set(pair, nth + 1);
    return { id, from, to, label, arrows: "to", smooth: bend(nth, from > to), ...lines[lineOf[property] ?? "role"] };
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

/** Draw the `size` best connected and the links among them. */
function drawOverview() {
  const shown = new Set(given.chosen.slice(0, given.size));
  for (const number of ranked) if (shown.size < state.size) shown.add(number);
  if (state.size < given.size) {
    shown.clear();
    for (const number of given.chosen.slice(0, state.size)) shown.add(number);
  }
  const kept = [...shown].filter((number) => !state.hidden.has(nodes[number].k));
  const rows = [];
  links.forEach((link, place) => {
    const spoken = lineOf[properties[link[2]]] === "speech";
    const titled = properties[link[2]] === "organisation" || link[3].length > 0;
    if ((spoken && state.hidden.has("Statement")) || (titled && state.hidden.has("Role"))) return;
    if (kept.includes(link[0]) && kept.includes(link[1])) rows.push([`l${place}`, link[0], link[1], properties[link[2]]]);
  });
  fill(kept.map((number) => drawnNode(number, ...nodes[number].p)), drawnEdges(rows));
}

function fill(newNodes, newEdges) {
  drawn.edges.clear();
  drawn.nodes.clear();
  drawn.nodes.add(newNodes);
  drawn.edges.add(newEdges);
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
  if (before !== wanted) network.fit({ animation: false });
  else if (state.selected !== null && drawn.nodes.get(state.selected)) reveal(state.selected);
}

/** Move to a node that is out of sight or too small to read, and leave the view alone otherwise. */
function reveal(id) {
  const at = network.canvasToDOM(network.getPosition(id));
  const box = document.getElementById("canvas").getBoundingClientRect();
  const inside = at.x > 60 && at.y > 40 && at.x < box.width - 60 && at.y < box.height - 40;
  if (inside && network.getScale() > 0.5) return;
  const animation = calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation });
}

/** Selected: its neighbours stay, all else fades, and its edges say what they are. */
function bringOut() {
  const id = state.selected !== null && drawn.nodes.get(state.selected) ? state.selected : null;
  const near = new Set(id === null ? drawn.nodes.getIds() : [id, ...network.getConnectedNodes(id)]);
  const all = state.focus !== null && (id === null || id === state.focus);
  const many = drawn.nodes.length;
  drawn.nodes.update(drawn.nodes.map((node) => {
    const bright = all || near.has(node.id);
    const bold = node.id === id;
    return {
      id: node.id,
      opacity: bright ? 1 : 0.18,
      label: bright || many < 40 ? labelOf(node.id) : " ",
      borderWidth: bold ? 4 : 1.5,
      font: { color: bright ? "#1f2933" : "#9aa5b1", size: bold ? 18 : 15 },
    };
  }));
  drawn.edges.update(drawn.edges.map((edge) => {
    const own = id !== null && (edge.from === id || edge.to === id);
    const bright = all || own || id === null;
    const labelled = own || (state.focus !== null && drawn.edges.length <= 60 && bright);
    return { id: edge.id, label: labelled ? edgeLabel(edge) : "", color: { ...edgeColour(edge), opacity: bright ? 1 : 0.15 } };
  }));
  network.unselectAll();
  if (id !== null) network.selectNodes([id], false);
}

function labelOf(id) {
  const node = nodes[id];
  return node.k === "Statement" ? `“${shorten(node.l, 42)}”` : shorten(node.l, 60);
}

function edgeLabel(edge) {
  return String(edge.id).startsWith("l") ? linkLabel(links[+edge.id.slice(1)]) : term(view.properties[+edge.id]);
}

function edgeColour(edge) {
  const property = String(edge.id).startsWith("l") ? properties[links[+edge.id.slice(1)][2]] : view.properties[+edge.id];
  return lines[lineOf[property] ?? "role"].color;
}

network.on("click", ({ nodes: [clicked], edges }) => {
  if (clicked !== undefined) go(clicked, state.focus);
  else if (!edges.length) go(null, state.focus);
});
network.on("doubleClick", ({ nodes: [clicked] }) => {
  if (clicked !== undefined) go(clicked, clicked);
});
