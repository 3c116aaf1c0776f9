// Search over names: streets, buildings, districts and other features.

const MOST_HITS = 30;
const plain = (text) => String(text).toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

// Values of the name fields, each once per layer and field, with the features that have them.
function searchIndex(layers) {
  const entries = [];
  for (const layer of layers) {
    for (const i of layer.search) {
      const byValue = new Map();
      for (let f = 0; f < layer.count; f += 1) {
        const value = layer.get[i](f);
        if (empty(value) || layer.part[f + 1] === layer.part[f]) continue;
        const text = String(value);
        if (byValue.has(text)) byValue.get(text).push(f);
        else byValue.set(text, [f]);
      }
      for (const [text, features] of byValue) entries.push({ layer, field: layer.fields[i], text, key: plain(text), features });
    }
  }
  return entries;
}

function findIn(entries, query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const rank = (key) => (key === whole ? 0 : key.startsWith(whole) ? 1 : key.includes(` ${words[0]}`) ? 2 : 3);
  return entries
    .filter((entry) => words.every((word) => entry.key.includes(word)))
    .map((entry) => [rank(entry.key), entry])
    .sort((one, other) => one[0] - other[0] || one[1].key.length - other[1].key.length || (one[1].key < other[1].key ? -1 : 1))
    .map(([, entry]) => entry);
}

function buildSearch(app) {
  const input = get("zoekveld");
  const list = get("treffers");
  let entries = null;
  let hits = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const activate = (next) => {
    active = next;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    const item = list.children[active];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const choose = (entry) => {
    close();
    input.value = entry.text;
    if (!entry.layer.on) app.turn(entry.layer, true);
    app.zoomTo(entry.layer, entry.features);
    if (entry.features.length === 1 && !entry.layer.background) {
      const [x, y] = middle(entry.layer, entry.features[0]);
      openPopup(app, [[entry.layer, entry.features[0]]], latLng(x, y));
    } else app.select(entry.layer, entry.features);
    announce(say("gevonden", { naam: entry.text, laag: entry.layer.title }));
  };
  const search = () => {
    entries = entries || searchIndex(app.layers);
    const all = findIn(entries, input.value);
    hits = all.slice(0, MOST_HITS);
    list.replaceChildren(...hits.map((entry, i) => {
      const many = entry.features.length > 1 ? ` (${number(entry.features.length, 0)})` : "";
      return make(
        "li", { role: "option", id: `treffer-${i}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(entry); } },
        make("span", { text: entry.text + many }), make("small", { text: `${entry.field.title}, ${entry.layer.title}` }),
      );
    }));
    const typed = input.value.trim() !== "";
    if (typed && !hits.length) list.append(make("li", { class: "geen", text: say("niets_gevonden") }));
    list.hidden = !typed;
    input.setAttribute("aria-expanded", String(typed));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (typed) announce(hits.length ? say("treffers", { n: number(all.length, 0) }) : say("niets_gevonden"));
  };
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      clearTimeout(waiting);
      if (list.hidden || !hits.length) search();
      if (hits.length) choose(hits[Math.max(active, 0)]);
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length && !list.hidden) {
      activate((active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
      event.preventDefault();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  get("zoeken").addEventListener("submit", (event) => event.preventDefault());
}
