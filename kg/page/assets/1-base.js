// What everything else stands on: the data with its indexes, the words of the page, and the making of elements.
// Text of articles goes into the page as text nodes only; nothing here or elsewhere makes markup from a string.
const given = JSON.parse(document.getElementById("data").textContent);
const { nodes, articles, sentences, properties, links, ranked, looks, lines, lineOf, terms, words } = given;
const KINDS = Object.keys(looks);
const numberOf = new Map(nodes.map((node, number) => [node.i, number]));

// Edges of each node: [property name, node at the other end].
const outgoing = nodes.map(() => []);
const incoming = nodes.map(() => []);
for (let at = 0; at < given.edges.length; at += 3) {
  const [source, target, property] = given.edges.slice(at, at + 3);
  outgoing[source].push([properties[property], target]);
  incoming[target].push([properties[property], source]);
}
const rankOf = new Map(ranked.map((number, place) => [number, place]));

/** The nodes that `number` points to by one of the named properties. */
function ends(number, ...names) {
  return outgoing[number].filter(([name]) => names.includes(name)).map(([, other]) => other);
}

/** The nodes that point to `number` by one of the named properties, of class `kind`. */
function starts(number, kind, ...names) {
  return incoming[number]
    .filter(([name, other]) => names.includes(name) && nodes[other].k === kind)
    .map(([, other]) => other);
}

// A phone has no room for the labels of more than some fifty.
const narrow = () => window.innerWidth <= 960;
const firstSize = narrow() ? Math.min(50, given.size) : given.size;
const state = { language: "id", selected: null, focus: null, size: firstSize, hidden: new Set() };

/** The words for `key` in the language of the page, with {names} filled in as text. */
function say(key, values = {}) {
  return words[state.language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The same, as an array of texts and elements: values may be elements, or arrays of both. */
function sayNodes(key, values = {}) {
  return words[state.language][key].split(/(\{\w+\})/).flatMap((part) => {
    const name = part.match(/^\{(\w+)\}$/)?.[1];
    return name in values ? values[name] : part ? [part] : [];
  });
}

/** What the ontology calls a property, class or event type; its own name where the ontology is silent. */
function term(name) {
  return terms[name]?.[state.language] ?? name;
}

function number(value) {
  return value.toLocaleString(state.language);
}

/** A date as people write it; what is no date stays as it is. */
function day(iso) {
  if (!iso) return say("undated");
  const parts = iso.match(/^(\d{4})-(\d\d)-(\d\d)/);
  if (!parts) return iso;
  const date = new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3]));
  const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return date.toLocaleDateString(state.language === "id" ? "id" : "en-GB", style);
}

/** An element. `options` are properties, or attributes where the name has a hyphen or is one that has no property. */
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {
  square: "M3 3H17V17H3Z",
  diamond: "M10 1 19 10 10 19 1 10Z",
  triangle: "M10 2 19 17H1Z",
  triangleDown: "M10 18 1 3H19Z",
  hexagon: "M5.5 2.5H14.5L19 10 14.5 17.5H5.5L1 10Z",
  dot: "M10 2A8 8 0 1 1 9.99 2Z",
};

/** The mark of a class as it looks in the drawing. */
function icon(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[looks[kind].shape]);
  path.setAttribute("fill", looks[kind].colour);
  path.setAttribute("stroke", looks[kind].border);
  path.setAttribute("stroke-width", "1.5");
  svg.append(path);
  return svg;
}

/** The address of a node within the page, `around` another one where that one's surroundings are drawn. */
function hash(key, around = null) {
  const safe = (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
  return "#" + (key === null ? "" : safe(key)) + (around === null ? "" : "@" + safe(around));
}

/** What a node is called; a role without a title says so. */
function nameOf(number) {
  return nodes[number].k === "Role" ? (nodes[number].v?.title ?? say("unnamedRole")) : nodes[number].l;
}

/** A link to a node, by its name or another text. */
function nodeLink(number, text = nameOf(number)) {
  return make("a", { href: hash(nodes[number].i) }, text);
}

/** Links with commas and an "and". */
function nodeLinks(numbers) {
  return numbers.flatMap((number, place) => {
    const between = place === 0 ? [] : [place === numbers.length - 1 ? ` ${say("and")} ` : ", "];
    return [...between, nodeLink(number)];
  });
}
