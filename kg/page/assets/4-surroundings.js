// The surroundings of a node: it in the middle, what it is linked with around it, one sector for each class; and beyond
// roles what these lead to, since a role by itself says nothing.
// More than this around a node cannot be read; the panel lists them all.
const mostNear = () => (narrow() ? 16 : 34);
const mostOfAClass = () => (narrow() ? 5 : 12);
const SECTORS = ["Role", "Organisation", "Person", "Event", "Place", "Statement"];

/** The neighbours to draw: all if they are few, else at most a few of each class, the best connected. */
function neighbours(centre) {
  const near = [...new Set([...outgoing[centre], ...incoming[centre]].map(([, other]) => other))]
    .filter((other) => other !== centre && !state.hidden.has(nodes[other].k));
  const told = (other) => nodes[other].r?.length ?? 0;
  const weight = (other) => (rankOf.get(other) ?? 1e6 - told(other)) + (nodes[other].k === "Statement" ? 1e6 : 0);
  near.sort((a, b) => weight(a) - weight(b) || a - b);
  if (near.length <= mostNear()) return near;
  const counts = {};
  return near.filter((other) => {
    const kind = nodes[other].k;
    counts[kind] = (counts[kind] ?? 0) + 1;
    return counts[kind] <= mostOfAClass();
  });
}

/** What a neighbour leads on to, if it is one that only joins. */
function beyond(middle, centre) {
  const names = { Role: ["holder", "organisation", "jurisdiction", "event"], Statement: ["speaker"] }[nodes[middle].k] ?? [];
  return ends(middle, ...names).filter((other) => other !== centre && !state.hidden.has(nodes[other].k));
}

function drawSurroundings(centre) {
  const near = neighbours(centre);
  near.sort((a, b) => SECTORS.indexOf(nodes[a].k) - SECTORS.indexOf(nodes[b].k));
  const placed = new Map([[centre, [0, 0]]]);
  // Each neighbour gets as much of the circle as it and what lies beyond it need.
  const inner = new Set(near);
  const behind = near.map((middle) => beyond(middle, centre).filter((other) => !inner.has(other)));
  const taken = new Set();
  const own = behind.map((others) => others.filter((other) => !taken.has(other) && taken.add(other)));
  const shares = own.map((others) => Math.max(1, others.length));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const radius = Math.max(210, (total * 105) / (2 * Math.PI));
  const wide = narrow() ? 0.95 : 1.35;
  let passed = 0;
  near.forEach((middle, place) => {
    const angle = (2 * Math.PI * (passed + shares[place] / 2)) / total - Math.PI / 2;
    // Neighbours in a crowd stand alternately nearer and further, which leaves room for labels.
    const step = total > 14 && place % 2 ? 1.22 : 1;
    placed.set(middle, at(angle, radius * step, wide));
    own[place].forEach((other, nth) => {
      const turn = (2 * Math.PI * (passed + nth + 0.5)) / total - Math.PI / 2;
      placed.set(other, at(turn, radius * step + 190, wide));
    });
    passed += shares[place];
  });
  const rows = [];
  view.properties = [];
  for (const from of placed.keys()) {
    for (const [property, to] of outgoing[from]) {
      // Who spoke in which role is left to the panel unless it is what the reader asked for: these lines cross all others.
      if (!placed.has(to) || (property === "inRole" && from !== centre && to !== centre)) continue;
      rows.push([view.properties.length, from, to, property]);
      view.properties.push(property);
    }
  }
  fill(spread([...placed]).map(([id, [x, y]]) => drawnNode(id, x, y)), drawnEdges(rows));
}

function at(angle, radius, wide) {
  return [Math.round(Math.cos(angle) * radius * wide), Math.round(Math.sin(angle) * radius)];
}

/** Push apart what stands so close that labels would overlap; the centre stays. */
function spread(placed) {
  const width = 150;
  const height = 78;
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let i = 0; i < placed.length; i += 1) {
      for (let j = i + 1; j < placed.length; j += 1) {
        const [a, b] = [placed[i][1], placed[j][1]];
        const x = width - Math.abs(a[0] - b[0]);
        const y = height - Math.abs(a[1] - b[1]);
        if (x <= 0 || y <= 0) continue;
        const axis = x / width < y / height ? 0 : 1;
        const by = (axis === 0 ? x : y) / (i === 0 ? 1 : 2) + 1;
        const side = a[axis] < b[axis] || (a[axis] === b[axis] && i < j) ? 1 : -1;
        if (i !== 0) a[axis] -= by * side;
        b[axis] += by * side;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}
