// Where the reader is stands in the address after "#": the node, and "@" the node whose surroundings are drawn. So the
// browser's own back and forward work, and a node can be linked to.
const SIZES = [50, 100, 200, 400, 800];

function go(id, around) {
  const wanted = hash(id === null ? null : nodes[id].i, around === null ? null : nodes[around].i);
  if (wanted === (location.hash || "#")) follow();
  else location.hash = wanted;
}

function follow() {
  let [key, around] = location.hash.slice(1).split("@").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  state.selected = numberOf.get(key) ?? null;
  state.focus = numberOf.get(around) ?? null;
  if (state.focus === null && state.selected !== null && !inOverview(state.selected)) state.focus = state.selected;
  draw();
  showWhere();
  showPanel();
  if (key && state.selected === null) panel.prepend(make("p", { className: "hint", role: "alert" }, say("notFound", { name: key })));
  panel.scrollTop = 0;
  const name = state.selected === null ? "" : nameOf(state.selected) + " — ";
  document.title = name + given.title;
}

/** Whether the overview shows the node; if it does not, its surroundings are drawn instead. */
function inOverview(id) {
  return !state.hidden.has(nodes[id].k) && overview().has(id);
}

function showWhere() {
  const where = document.getElementById("where");
  if (state.focus !== null) {
    const back = make("a", { className: "action", href: "#", "aria-label": say("toOverview") }, `← ${say("overview")}`);
    where.replaceChildren(back, make("strong", {}, say("neighboursOf", { name: nameOf(state.focus) })));
    return;
  }
  if (!ranked.length) {
    where.replaceChildren();
    return;
  }
  const choices = SIZES.filter((size) => size < ranked.length);
  if (!choices.includes(given.size) && given.size < ranked.length) choices.push(given.size);
  if (ranked.length <= 1000) choices.push(ranked.length);
  choices.sort((a, b) => a - b);
  const select = make("select", {}, choices.map((size) =>
    make("option", { value: size, selected: size === state.size }, size === ranked.length ? say("everyone", { n: number(size) }) : say("mostConnected", { n: number(size) }))));
  select.onchange = () => {
    state.size = +select.value;
    follow();
  };
  where.replaceChildren(make("label", {}, say("shown"), select));
}

function showLegend() {
  const buttons = KINDS.map((kind) => {
    const on = !state.hidden.has(kind);
    const button = make("button", { type: "button", "aria-pressed": String(on) }, icon(kind), say(kind.toLowerCase()));
    button.onclick = () => {
      if (!state.hidden.delete(kind)) state.hidden.add(kind);
      button.setAttribute("aria-pressed", String(!state.hidden.has(kind)));
      draw();
    };
    return button;
  });
  document.getElementById("legend").replaceChildren(...buttons);
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("#languages button")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const button of document.querySelectorAll("#tools button")) button.title = say(button.dataset.label);
  query.placeholder = say(query.dataset.placeholder);
  showLegend();
  follow();
}

for (const button of document.querySelectorAll("#languages button")) {
  button.onclick = () => {
    speak(button.dataset.language);
    try {
      localStorage.setItem("jejaring-language", button.dataset.language);
    } catch {
      // A browser that keeps nothing for pages from disk asks again next time.
    }
  };
}
const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: !calm.matches && { duration: 150 } });
document.getElementById("in").onclick = () => zoom(1.35);
document.getElementById("out").onclick = () => zoom(1 / 1.35);
document.getElementById("fit").onclick = () => fit();
window.addEventListener("hashchange", follow);

let kept = null;
try {
  kept = localStorage.getItem("jejaring-language");
} catch {
  kept = null;
}
speak(words[kept] ? kept : "id");
