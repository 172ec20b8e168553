// Search by any form of a name, and by the words of statements: a combobox that works from the keyboard.
const query = document.getElementById("query");
const hits = document.getElementById("hits");
const found = { rows: [], at: -1 };
const MOST_HITS = 12;

/** Lower case without accents and punctuation, so that "Ma'ruf" and "maruf" are one. */
function plain(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f'’`]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const forms = nodes.flatMap((node, id) =>
  [node.l, ...(node.a ?? []), ...(node.k === "Statement" && node.v?.text ? [node.v.text] : [])].map((form) => [id, form, plain(form)]));

/** How well a form fits: all words must begin a word of it; a form that begins with the query fits better. */
function fits(form, wanted, parts) {
  if (form === wanted) return 4;
  if (form.startsWith(wanted)) return 3;
  const padded = " " + form;
  if (padded.includes(" " + wanted)) return 2;
  return parts.every((part) => padded.includes(" " + part)) ? 1 : 0;
}

function search(text) {
  const wanted = plain(text);
  if (!wanted) return [];
  const parts = wanted.split(" ");
  const best = new Map();
  for (const [id, form, folded] of forms) {
    const fit = fits(folded, wanted, parts);
    if (fit > (best.get(id)?.fit ?? 0)) best.set(id, { id, form, fit });
  }
  const kind = (id) => ({ Role: 1, Statement: 2 })[nodes[id].k] ?? 0;
  const rank = (id) => rankOf.get(id) ?? 1e6;
  return [...best.values()].sort((a, b) =>
    kind(a.id) - kind(b.id) || b.fit - a.fit || rank(a.id) - rank(b.id) || nodes[a.id].l.length - nodes[b.id].l.length || a.id - b.id);
}

function hitText({ id, form }) {
  const node = nodes[id];
  const holder = node.k === "Role" ? ends(id, "holder") : node.k === "Statement" ? ends(id, "speaker") : [];
  const other = form !== node.l && node.k !== "Statement" ? form : holder.length ? nameOf(holder[0]) : "";
  return make("span", {}, nameOf(id), other ? make("span", { className: "form" }, ` — ${other}`) : "");
}

function showHits() {
  const all = search(query.value);
  found.rows = all.slice(0, MOST_HITS);
  found.at = found.rows.length ? 0 : -1;
  const empty = query.value.trim() && !all.length;
  hits.replaceChildren(
    ...found.rows.map((row, place) => {
      const item = make("li", { id: `hit${place}`, role: "option" }, icon(nodes[row.id].k), hitText(row),
        make("span", { className: "kind" }, term(nodes[row.id].k)));
      item.onmousedown = (event) => event.preventDefault(); // keeps the field's focus, so that the list stays
      item.onclick = () => choose(place);
      return item;
    }),
    ...(empty ? [make("li", { className: "none" }, say("noHits", { query: query.value.trim() }))] : []),
  );
  document.getElementById("count").textContent = query.value.trim() ? say("hits", { n: number(all.length) }) : "";
  open(found.rows.length > 0 || empty);
  mark();
}

function open(yes) {
  hits.hidden = !yes;
  query.setAttribute("aria-expanded", String(Boolean(yes)));
}

function mark() {
  found.rows.forEach((_, place) => hits.children[place].setAttribute("aria-selected", String(place === found.at)));
  if (found.at >= 0 && !hits.hidden) {
    query.setAttribute("aria-activedescendant", `hit${found.at}`);
    hits.children[found.at].scrollIntoView({ block: "nearest" });
  } else query.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const row = found.rows[place];
  if (!row) return;
  open(false);
  query.value = "";
  go(row.id, null);
  panel.focus({ preventScroll: true });
}

query.addEventListener("input", showHits);
query.addEventListener("focus", () => query.value && showHits());
query.addEventListener("blur", () => open(false));
query.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.rows.length) {
    if (hits.hidden) showHits();
    else found.at = (found.at + step + found.rows.length) % found.rows.length;
    mark();
  } else if (event.key === "Enter") choose(found.at);
  else if (event.key === "Escape") {
    if (hits.hidden) query.value = "";
    open(false);
  } else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  query.focus();
});
