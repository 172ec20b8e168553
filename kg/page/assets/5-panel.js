// The panel: what there is to know about the selected node, as sentences, each with where it is said.
const panel = document.getElementById("panel");
const FIRST = 8; // how many facts of a section are shown before "show all"

function showPanel() {
  const content = state.selected === null ? homePage() : nodePage(state.selected);
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
}

function heading(key, count) {
  return make("h3", {}, say(key), count === undefined ? "" : make("span", { className: "number" }, number(count)));
}

/** A section of facts, or nothing where there are none. `render` makes a list item's content. */
function section(key, items, render) {
  if (!items.length) return [];
  const list = make("ul", { className: "facts" });
  const add = (from, to) => items.slice(from, to).forEach((item) => list.append(make("li", {}, render(item))));
  add(0, FIRST);
  const parts = [heading(key, items.length), list];
  if (items.length > FIRST) {
    const more = make("button", { type: "button", className: "action more" }, say("showAll", { n: number(items.length) }));
    more.onclick = () => {
      add(FIRST);
      more.remove();
      list.children[FIRST].querySelector("a")?.focus();
    };
    parts.push(more);
  }
  return parts;
}

function fact(...children) {
  return make("p", { className: "fact" }, ...children);
}

function sure(id) {
  const confidence = nodes[id].c;
  if (confidence === undefined) return "";
  const percent = confidence.toLocaleString(state.language, { style: "percent" });
  return make("span", { className: "sure", title: say("confidenceHelp") }, say("confidence", { percent }));
}

/** One piece of evidence: the sentence with what counts marked, and the article it is from. */
function source([sentence, ...marks]) {
  const [article, text] = sentences[sentence];
  const quote = make("blockquote", { lang: "id" });
  let passed = 0;
  for (let place = 0; place < marks.length; place += 2) {
    quote.append(text.slice(passed, marks[place]), make("mark", {}, text.slice(marks[place], marks[place + 1])));
    passed = marks[place + 1];
  }
  quote.append(text.slice(passed));
  return make("figure", {}, quote, make("figcaption", {}, articleLine(article)));
}

function articleLine(article) {
  if (article < 0) return [];
  const [id, title, date, publisher, , url, original] = articles[article];
  const name = make("cite", { lang: "id" }, title || id || say("untitled"));
  const facts = [publisher, date && day(date)].filter(Boolean).join(", ");
  const copied = original ? ` (${say("copyOf", { title: original })})` : "";
  return [name, facts ? ` — ${facts}` : "", copied, url ? [" · ", outside(url)] : ""];
}

function outside(url) {
  const label = `${say("open")} (${say("newTab")})`;
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", "aria-label": label }, `${say("open")} ↗`);
}

/** Who added a fact by hand, when, why and from where; nothing for what articles say. */
function byHand(id) {
  return (nodes[id].h ?? []).map(([who, time, from, note]) => {
    const origin = /^https?:\/\//.test(from) ? outside(from) : from;
    return make("p", { className: "hand" }, say("addedBy", { who, date: day(time) }), note ? `: ${note}` : "", origin ? [" · ", origin] : "");
  });
}

/** The sources of a fact: who added it by hand; the first sentence, and the others behind a fold. */
function sources(id) {
  const rows = nodes[id].e ?? [];
  if (!rows.length) return byHand(id);
  const parts = [...byHand(id), source(rows[0])];
  if (rows.length > 1) {
    const summary = make("summary", {}, say("moreSources", { n: number(rows.length - 1) }));
    const fold = make("details", {}, summary);
    fold.ontoggle = () => {
      if (fold.open && fold.children.length === 1) fold.append(...rows.slice(1).map(source));
    };
    parts.push(fold);
  }
  return parts;
}

function title(role) {
  return make("a", { href: hash(nodes[role].i), className: "title", lang: "id" }, nameOf(role));
}

/** What a role adds to its title: where, for what, at which event; without what the page is about. */
function roleRest(role, about) {
  const part = (key, name, property) => {
    const others = ends(role, property).filter((other) => other !== about);
    return others.length ? sayNodes(key, { [name]: nodeLinks(others) }) : [];
  };
  return [
    part("inOrganisation", "organisation", "organisation"),
    part("inPlace", "place", "jurisdiction"),
    part("atEvent", "event", "event"),
  ];
}

/** A role as a sentence. On its holder's page the holder goes without saying. */
function roleFact(role, about) {
  const holders = ends(role, "holder").filter((holder) => holder !== about);
  const titled = nodes[role].v?.title !== undefined;
  const organisations = ends(role, "organisation");
  const values = { title: [title(role)], holder: nodeLinks(holders), organisation: nodeLinks(organisations) };
  let sentence;
  if (titled) sentence = [sayNodes(holders.length ? "holderAs" : "asTitle", values), roleRest(role, about)];
  else if (organisations.length) sentence = sayNodes(holders.length ? "holderFrom" : "asMember", values);
  else sentence = [sayNodes(holders.length ? "holderLinked" : "asLinked", values), roleRest(role, about)];
  return [fact(sentence, ".", sure(role)), sources(role)];
}

function statementFact(statement, about) {
  const { v = {} } = nodes[statement];
  const speakers = ends(statement, "speaker");
  const direct = v.speechMode !== "Indirect";
  const roles = ends(statement, "inRole").filter((role) => nodes[role].v?.title && role !== about);
  const events = ends(statement, "madeAt").filter((event) => event !== about);
  const own = speakers.includes(about);
  const speaker = speakers.length ? nodeLinks(speakers) : [say("someone")];
  const lead = sayNodes(own ? (direct ? "selfDirect" : "selfIndirect") : direct ? "saidDirect" : "saidIndirect", { speaker });
  const rest = [
    roles.length ? sayNodes("inRole", { role: roles.slice(0, 1).map((role) => [title(role), roleRest(role, about)]).flat(Infinity) }) : [],
    events.length ? sayNodes("madeAt", { event: nodeLinks(events) }) : [],
  ];
  const named = ends(statement, "mentions").filter((other) => other !== about);
  const shown = (nodes[statement].e ?? []).some(([number]) => sentences[number][1].includes(v.text));
  return [
    fact(lead, rest, ":", sure(statement)),
    shown ? "" : make("blockquote", { lang: "id" }, v.text ?? ""),
    sources(statement),
    named.length ? make("p", { className: "hint" }, sayNodes("mentions", { names: nodeLinks(named) })) : "",
  ];
}

function eventFact([event, key]) {
  const { v = {} } = nodes[event];
  const places = ends(event, "place");
  const when = v.startDate ? ` (${day(v.startDate)})` : "";
  const where = places.length && key !== null ? sayNodes("inOrganisation", { organisation: nodeLinks(places) }) : [];
  const sentence = key === null ? [nodeLink(event)] : sayNodes(key, { event: [nodeLink(event)] });
  return [fact(sentence, when, where, ".", sure(event)), sources(event)];
}
