// Labels as on a map: in a size that can be read at any zoom, the most important first, none over another. What has no
// room now gets its label when the reader zooms in, selects it or points at it. vis-network's own labels shrink with
// the drawing and lie on each other, so it draws none.
const PIXELS = 13;
const SMALL = 11.5;
const SURE = 25; // the best connected of what is drawn are named even where a mark lies beneath
const FEW_EDGES = 40; // so few edges can all say what they are
const pointed = { id: null };
const widths = new Map();

/** The lines of a label: at most `most`, each of about 22 characters. */
function wrap(text, most) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.length - 1;
    if (last >= 0 && (lines[last] + " " + word).length <= 22) lines[last] += " " + word;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), lines[most - 1] + " …"];
}

/** The boxes taken so far on the screen, looked up by squares of 64 pixels. */
class Boxes {
  constructor() {
    this.squares = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1) {
      for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) yield `${x} ${y}`;
    }
  }

  free(box) {
    for (const square of this.near(box)) {
      for (const other of this.squares.get(square) ?? []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const square of this.near(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }
}

function width(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

function labelText(id) {
  const node = nodes[id];
  return node.k === "Statement" ? `“${shorten(node.l, 40)}”` : nameOf(id);
}

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const boxes = new Boxes();
  const marks = new Boxes();
  const area = network.canvas.frame.canvas;
  const toScreen = ({ x, y }) => network.canvasToDOM({ x, y });
  const inSight = ({ x, y }) => x > -80 && y > -40 && x < area.clientWidth + 80 && y < area.clientHeight + 40;
  const shown = view.order.map((id) => ({ id, at: network.getPosition(id), size: sized(id) }));
  const visible = shown.map((one) => ({ ...one, screen: toScreen(one.at) })).filter((one) => inSight(one.screen));
  const buttons = document.getElementById("tools").getBoundingClientRect();
  const corner = area.getBoundingClientRect();
  boxes.take([buttons.left - corner.left, buttons.top - corner.top, buttons.right - corner.left, buttons.bottom - corner.top]);
  // The marks themselves are not written over, where they count.
  for (const { id, screen, size } of visible) {
    const reach = size * scale;
    if (view.bright.has(id)) marks.take([screen.x - reach, screen.y - reach, screen.x + reach, screen.y + reach]);
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = "#ffffff";
  const write = (lines, x, y, pixels, weight, colour) => {
    context.font = `${weight} ${pixels / scale}px system-ui, sans-serif`;
    context.lineWidth = 4 / scale;
    context.fillStyle = colour;
    lines.forEach((line, row) => {
      const at = y + (row * pixels * 1.15) / scale;
      context.strokeText(line, x, at);
      context.fillText(line, x, at);
    });
  };
  const first = (one) => (one.id === pointed.id ? 0 : one.id === state.selected ? 1 : one.id === state.focus ? 2 : 3);
  visible.sort((a, b) => first(a) - first(b));
  let place = 0;
  for (const { id, at, screen, size } of visible) {
    if (!view.bright.has(id) && id !== pointed.id) continue;
    const strong = first({ id }) < 3;
    const font = `${strong ? 700 : 500} ${PIXELS}px system-ui, sans-serif`;
    const lines = wrap(shorten(labelText(id), strong ? 120 : 60), strong ? 4 : state.focus === null ? 2 : 3);
    const half = Math.max(...lines.map((line) => width(context, line, font))) / 2 + 3;
    const high = lines.length * PIXELS * 1.15 + 1;
    const reach = size * scale + 2;
    // Below the mark, or else above, right or left of it: [across, down] from its middle to the middle of the first line.
    const spots = [[0, reach], [0, -reach - high], [reach + half, -high / 2], [-reach - half, -high / 2]];
    const boxAt = ([x, y]) => [screen.x + x - half, screen.y + y, screen.x + x + half, screen.y + y + high];
    place += 1;
    const whole = ([left, top, right, bottom]) => left > 0 && top > 0 && right < area.clientWidth && bottom < area.clientHeight;
    const fits = (one) => boxes.free(boxAt(one)) && marks.free(boxAt(one));
    let spot = spots.find((one) => fits(one) && whole(boxAt(one)));
    if (!spot && place <= SURE) spot = spots.find((one) => boxes.free(boxAt(one)));
    if (!spot && strong) [spot] = spots;
    if (!spot) continue;
    boxes.take(boxAt(spot));
    const colour = view.bright.has(id) ? "#1f2933" : "#52606d";
    write(lines, at.x + spot[0] / scale, at.y + (spot[1] + 1) / scale, PIXELS, strong ? 700 : 500, colour);
  }
  writeEdges(context, boxes, marks, write, scale, toScreen, inSight);
});

/** The labels of edges: of the selected node's, of all around a node, of all once the reader is close enough. */
function writeEdges(context, boxes, marks, write, scale, toScreen, inSight) {
  const every = state.focus !== null || scale > 1.15 || drawn.edges.length <= FEW_EDGES;
  for (const edge of drawn.edges.get()) {
    const own = edge.from === state.selected || edge.to === state.selected;
    if (!own && !(every && view.bright.has(edge.from) && view.bright.has(edge.to))) continue;
    const [a, b] = [network.getPosition(edge.from), network.getPosition(edge.to)];
    const text = edgeText(edge.id);
    const half = width(context, text, `400 ${SMALL}px system-ui, sans-serif`) / 2 + 2;
    const aside = edge.smooth.enabled ? edge.smooth.roundness * 0.5 * (edge.smooth.type === "curvedCW" ? 1 : -1) : 0;
    for (const along of [0.5, 0.6, 0.4, 0.7, 0.3]) {
      const bulge = aside * 4 * along * (1 - along);
      const x = a.x + (b.x - a.x) * along + (b.y - a.y) * bulge;
      const y = a.y + (b.y - a.y) * along - (b.x - a.x) * bulge;
      const screen = toScreen({ x, y });
      const box = [screen.x - half, screen.y - SMALL / 2, screen.x + half, screen.y + SMALL / 2 + 1];
      if (!inSight(screen) || !boxes.free(box) || !marks.free(box)) continue;
      boxes.take(box);
      write([text], x, y - SMALL / 2 / scale, SMALL, 400, "#52606d");
      break;
    }
  }
}

network.on("hoverNode", ({ node }) => {
  pointed.id = node;
  network.redraw();
});
network.on("blurNode", () => {
  pointed.id = null;
  network.redraw();
});
