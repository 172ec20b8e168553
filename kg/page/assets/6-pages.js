// The page of each class: which sections it has, in which order.

/** Newest first; what has no date last. */
function byDate(numbers) {
  const date = (id) => nodes[id].v?.startDate ?? articles[nodes[id].r?.[0]]?.[2] ?? "";
  return [...numbers].sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : a - b));
}

/** What most articles say first. */
function byWeight(numbers) {
  const weight = (id) => nodes[id].r?.length ?? 0;
  return [...numbers].sort((a, b) => weight(b) - weight(a) || a - b);
}

const unique = (numbers) => [...new Set(numbers)];

/** What others say of it; its own statements stand under its statements. */
function statementsAbout(id) {
  const others = starts(id, "Statement", "mentions").filter((statement) => !ends(statement, "speaker").includes(id));
  return section("aboutIt", byDate(others), (s) => statementFact(s, id));
}

function eventsOf(id) {
  const organised = starts(id, "Event", "organiser");
  const attended = starts(id, "Event", "participant").filter((event) => !organised.includes(event));
  const rows = byDate([...organised, ...attended]).map((e) => [e, organised.includes(e) ? "organised" : "tookPart"]);
  return section("events", rows, eventFact);
}

/** Sentences that name other nodes, one for each key that has any. */
function lists(rows) {
  const found = rows.filter(([, others]) => others.length);
  return found.map(([key, others, name = "names"]) => fact(sayNodes(key, { [name]: nodeLinks(unique(others)) })));
}

const PAGES = {
  Person: (id) => [
    section("roles", byWeight(starts(id, "Role", "holder")), (role) => roleFact(role, id)),
    section("statements", byDate(starts(id, "Statement", "speaker")), (s) => statementFact(s, id)),
    eventsOf(id),
    statementsAbout(id),
  ],
  Organisation: (id) => [
    lists([["subOf", ends(id, "subOrganisationOf")], ["hasUnits", starts(id, "Organisation", "subOrganisationOf")], ["locatedIn", ends(id, "locatedIn")]]),
    section("people", byWeight(starts(id, "Role", "organisation")), (role) => roleFact(role, id)),
    section("statements", byDate(starts(id, "Statement", "speaker")), (s) => statementFact(s, id)),
    eventsOf(id),
    statementsAbout(id),
  ],
  Event: (id) => [
    eventLead(id),
    section("people", byWeight(starts(id, "Role", "event")), (role) => roleFact(role, id)),
    section("statementsThere", starts(id, "Statement", "madeAt"), (s) => statementFact(s, id)),
    statementsAbout(id),
  ],
  Role: (id) => [
    heading("evidence"),
    roleFact(id, null),
    section("statementsInRole", byDate(starts(id, "Statement", "inRole")), (s) => statementFact(s, id)),
  ],
  Statement: (id) => [heading("evidence"), statementFact(id, null)],
  Place: (id) => [
    lists([["locatedIn", ends(id, "locatedIn")]]),
    section("officesHere", byWeight(starts(id, "Role", "jurisdiction")), (role) => roleFact(role, id)),
    section("eventsHere", byDate(starts(id, "Event", "place")).map((e) => [e, null]), eventFact),
    section("within", [...starts(id, "Place", "locatedIn"), ...starts(id, "Organisation", "locatedIn")], (n) => fact(nodeLink(n))),
    statementsAbout(id),
  ],
};

function eventLead(id) {
  const { v = {} } = nodes[id];
  const type = v.eventType && v.eventType !== "Other" ? fact(say("typed", { type: term(v.eventType) })) : "";
  const span = v.endDate && v.endDate !== v.startDate ? say("between", { from: day(v.startDate), to: day(v.endDate) }) : day(v.startDate);
  const rows = lists([
    ["takesPlaceAt", ends(id, "place"), "places"], ["organisedBy", ends(id, "organiser")], ["attendedBy", ends(id, "participant")],
    ["partOf", ends(id, "partOf")], ["hasParts", starts(id, "Event", "partOf")],
  ]);
  return [
    heading("when"), type, v.startDate ? fact(say("takesPlaceOn", { date: span })) : "", rows, sources(id),
  ];
}

function nodePage(id) {
  const node = nodes[id];
  const spoken = node.k === "Statement";
  const badge = make("p", { className: "badge" }, icon(node.k), term(node.k), sure(id));
  const name = make("h2", { lang: "id" }, spoken ? `“${node.l}”` : nameOf(id));
  const also = node.a ? make("p", { className: "also" }, say("alsoKnown", { names: node.a.join(" · ") })) : "";
  const drawnAround = state.focus === id;
  const around = drawnAround ? "" : make("a", { className: "action", href: hash(node.i, node.i) }, say("showNeighbours"));
  const copy = make("button", { type: "button", className: "action" }, say("copy"));
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = say("copied");
    } catch {
      prompt(say("copy"), location.href); // pages opened from disk may not write to the clipboard
    }
  };
  const facts = PAGES[node.k](id).flat(Infinity).filter(Boolean);
  const told = ["Person", "Organisation", "Place", "Event"].includes(node.k) ? articleSection(id) : [];
  if (!facts.length && !told.length) facts.push(make("p", { className: "hint" }, say("nothing")));
  const added = ["Person", "Organisation", "Place"].includes(node.k) ? byHand(id) : []; // others say so with their sources
  return [badge, name, also, added, make("div", { className: "actions" }, around, copy), facts, told, warning()];
}

function articleSection(id) {
  const rows = nodes[id].e ?? [];
  const first = new Map();
  for (const row of rows) if (!first.has(sentences[row[0]][0])) first.set(sentences[row[0]][0], row);
  const told = [...(nodes[id].r ?? [])].sort((a, b) => (articles[a][2] < articles[b][2] ? 1 : -1));
  return section("articles", told, (article) =>
    first.has(article) ? source(first.get(article)) : make("p", { className: "hint" }, articleLine(article)));
}

function warning() {
  return make("p", { className: "warning" }, say("made"));
}

function emptyPage() {
  const told = say("articleCount", { n: number(articles.length) });
  return [make("h2", {}, given.title), make("p", { role: "status" }, say("empty")), make("p", {}, say("emptyHelp", { articles: told }))];
}

function homePage() {
  if (!nodes.length) return emptyPage();
  const counts = (kind) => nodes.filter((node) => node.k === kind).length;
  const dates = articles.map((article) => article[2]).filter(Boolean).sort();
  const [from, to] = [dates[0], dates.at(-1)].map(day);
  const period = !dates.length ? say("undated") : from === to ? from : say("between", { from, to });
  const told = say("articleCount", { n: number(articles.length) });
  const list = make("ul", { className: "top" }, KINDS.map((kind) =>
    make("li", {}, make("span", { className: "badge" }, icon(kind), say(kind.toLowerCase())), make("span", { className: "number" }, number(counts(kind))))));
  const tops = ["Person", "Organisation", "Event"].map((kind) => {
    const best = ranked.filter((id) => nodes[id].k === kind).slice(0, 8);
    const rows = best.map((id) => make("li", {}, nodeLink(id), make("span", { className: "number" }, say("articleCount", { n: number(nodes[id].r?.length ?? 0) }))));
    return best.length ? [make("h3", {}, say(`top${kind}`)), make("ul", { className: "top" }, rows)] : [];
  });
  return [
    make("h2", {}, given.title), make("p", {}, say("intro", { articles: told, period })), make("p", { className: "hint" }, say("howto")),
    list, tops, warning(),
  ];
}
