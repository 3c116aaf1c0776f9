// The list of layers with their legend.

function legendOf(layer) {
  const list = make("ul", { class: "legenda", lang: DATA.language === "nl" ? null : "nl" });
  const lone = layer.legend.length === 1 && !layer.legend[0][0];
  for (const [label, depth, symbol] of layer.legend) {
    const line = make("li", { class: `diep${Math.min(depth, 3)}` });
    if (symbol !== null) {
      const canvas = make("canvas", { class: "teken", "aria-hidden": "true" });
      swatch(canvas, layer, layer.symbols[symbol]);
      line.append(canvas);
    } else line.classList.add("kopje");
    line.append(make("span", { text: lone ? layer.title : label }));
    const range = symbol === null ? null : layer.symbols[symbol].scale;
    if (range && range[1]) line.append(make("span", { class: "vanaf", text: say("vanaf", { n: number(range[1], 0) }), lang: DATA.language }));
    if (label || lone) list.append(line);
  }
  return list;
}

function groupBox(app, name, layers) {
  const id = `groep-${layers[0].number}`;
  const box = make("input", { type: "checkbox", id });
  const refresh = () => {
    const on = layers.filter((layer) => layer.on).length;
    box.checked = on === layers.length;
    box.indeterminate = on > 0 && on < layers.length;
  };
  box.addEventListener("change", () => {
    for (const layer of layers) app.turn(layer, box.checked);
    announce(say(box.checked ? "groep_aan" : "groep_uit", { naam: name }));
  });
  app.onTurn.push(refresh);
  refresh();
  return make("h3", {}, make("label", { for: id }, box, make("span", { text: name })));
}

function layerRow(app, layer) {
  const id = `aan-${layer.number}`;
  const box = make("input", { type: "checkbox", id });
  box.checked = layer.on;
  const row = make("li", { class: "laagrij" });
  const label = make("label", { for: id }, box, make("span", { text: layer.title }));
  const tools = make(
    "span", { class: "knopjes" },
    make("button", { type: "button", class: "klein", title: say("zoom_laag"), "aria-label": `${say("zoom_laag")}: ${layer.title}`, onclick: () => app.fit(layer.bounds), text: "\u2922" }),
    make("button", { type: "button", class: "klein", title: say("tabel"), "aria-label": `${say("tabel")}: ${layer.title}`, onclick: (event) => openTable(app, layer, event.currentTarget), text: "\u2630" }),
  );
  const legend = legendOf(layer);
  const details = legend.children.length
    ? make("details", { open: layer.on }, make("summary", { text: say("legenda") , "aria-label": `${say("legenda")}: ${layer.title}` }), legend)
    : null;
  const unseen = make("p", { class: "onzichtbaar", text: "" });
  box.addEventListener("change", () => {
    app.turn(layer, box.checked);
    announce(say(box.checked ? "laag_aan" : "laag_uit", { naam: layer.title }));
  });
  app.onTurn.push((turned) => {
    if (turned !== layer) return;
    box.checked = layer.on;
    if (details) details.open = layer.on;
  });
  app.onScale.push((denominator) => {
    const hidden = !inScale(layer.scale, denominator);
    row.classList.toggle("buiten", hidden);
    unseen.textContent = hidden ? say("niet_op_schaal") : "";
  });
  row.append(make("div", { class: "regel" }, label, tools), unseen);
  if (details) row.append(details);
  return row;
}

function buildPanel(app) {
  const groups = new Map();
  for (const layer of [...app.layers].reverse()) {
    if (!groups.has(layer.group)) groups.set(layer.group, []);
    groups.get(layer.group).push(layer);
  }
  const rank = (name) => (DATA.groups.includes(name) ? DATA.groups.indexOf(name) : -1);
  for (const [name, layers] of [...groups].sort((one, other) => rank(one[0]) - rank(other[0]))) {
    const list = make("ul", { class: "lagen" });
    for (const layer of layers) list.append(layerRow(app, layer));
    get("lagen").append(make("section", {}, groupBox(app, name, layers), list));
  }
  const button = get("knop-lagen");
  const wide = window.matchMedia("(min-width: 761px)");
  const set = (open) => {
    document.body.classList.toggle("paneel-dicht", !open);
    button.setAttribute("aria-expanded", String(open));
    app.map.invalidateSize({ pan: false });
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  get("paneel").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches) {
      set(false);
      button.focus();
    }
  });
  get("paneel-sluiten").addEventListener("click", () => {
    set(false);
    button.focus();
  });
  wide.addEventListener("change", () => set(wide.matches));
  set(wide.matches);
}
