// What lies at a place, and what is told of it.

function nearLine(layer, f, x, y, closed) {
  let best = Infinity;
  for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) {
    const from = layer.vertex[part];
    const until = layer.vertex[part + 1];
    for (let i = from; i < until - (closed ? 0 : 1); i += 1) {
      const j = i + 1 < until ? i + 1 : from;
      const dx = layer.x[j] - layer.x[i];
      const dy = layer.y[j] - layer.y[i];
      const square = dx * dx + dy * dy;
      const share = square ? Math.max(0, Math.min(1, ((x - layer.x[i]) * dx + (y - layer.y[i]) * dy) / square)) : 0;
      best = Math.min(best, Math.hypot(layer.x[i] + share * dx - x, layer.y[i] + share * dy - y));
    }
  }
  return best;
}

function inside(layer, f, x, y) {
  let odd = false;
  for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) {
    const from = layer.vertex[part];
    const until = layer.vertex[part + 1];
    for (let i = from, j = until - 1; i < until; j = i, i += 1) {
      if (layer.y[i] > y !== layer.y[j] > y
        && x < ((layer.x[j] - layer.x[i]) * (y - layer.y[i])) / (layer.y[j] - layer.y[i]) + layer.x[i]) odd = !odd;
    }
  }
  return odd;
}

function distanceTo(layer, f, x, y) {
  if (layer.kind === "polygon") return inside(layer, f, x, y) ? 0 : Infinity;
  if (layer.kind === "line") return nearLine(layer, f, x, y, false);
  let best = Infinity;
  for (let i = layer.vertex[layer.part[f]]; i < layer.vertex[layer.part[f + 1]]; i += 1) {
    best = Math.min(best, Math.hypot(layer.x[i] - x, layer.y[i] - y));
  }
  return best;
}

function drawnAt(layer, f, denominator) {
  const look = layer.looks[layer.look[bandOf(layer, denominator)][f]];
  return look.some((symbol) => layer.symbols[symbol].layers.length && inScale(layer.symbols[symbol].scale, denominator));
}

// Features at a place, those on top first: [layer, feature].
function featuresAt(layers, x, y, tolerance, denominator, most) {
  const found = [];
  for (let k = layers.length - 1; k >= 0 && found.length < most; k -= 1) {
    const layer = layers[k];
    if (!layer.on || layer.background || !inScale(layer.scale, denominator)) continue;
    const near = layer.grid.query([x - tolerance, y - tolerance, x + tolerance, y + tolerance])
      .filter((f) => drawnAt(layer, f, denominator))
      .map((f) => [distanceTo(layer, f, x, y), f])
      .filter(([distance]) => distance <= tolerance)
      .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    for (const [, f] of near.slice(0, most - found.length)) found.push([layer, f]);
  }
  return found;
}

function card(layer, f) {
  const body = make("tbody");
  layer.fields.forEach((field, i) => {
    const value = layer.get[i](f);
    if (empty(value)) return;
    const cell = make("td");
    const words = meaning(field, value);
    const text = shown(field, value);
    cell.append(words ? make("span", { text: words }) : `${text}${field.unit && typeof value === "number" ? `\u00a0${field.unit}` : ""}`);
    if (words) cell.append(make("span", { class: "code", text: ` (${text})` }));
    if (typeof value === "number") cell.classList.add("getal");
    body.append(make("tr", {}, make("th", { scope: "row", text: field.title, lang: DATA.language === "nl" ? null : "nl" }), cell));
  });
  return make("table", { class: "gegevens" }, body);
}

// A pop-up with the features at a place, one at a time.
function openPopup(app, found, at) {
  let current = 0;
  const box = make("div", { class: "kaartje", role: "group", "aria-label": say("gegevens"), tabindex: "-1" });
  const show = (first) => {
    const [layer, f] = found[current];
    app.select(layer, [f]);
    const head = make("div", { class: "kop" }, make("p", { class: "laag", text: layer.title }), make("h2", { text: nameOf(layer, f) }));
    const bar = make("p", { class: "blader" });
    if (found.length > 1) {
      const step = (by) => (event) => {
        event.stopPropagation(); // the button goes, and the map would take the click for its own
        current = (current + by + found.length) % found.length;
        show(false);
        box.querySelector(by < 0 ? ".vorige" : ".volgende").focus();
      };
      bar.append(
        make("button", { type: "button", class: "vorige", onclick: step(-1), "aria-label": say("vorige"), text: "\u2039" }),
        make("span", { text: say("van", { n: current + 1, totaal: found.length }) }),
        make("button", { type: "button", class: "volgende", onclick: step(1), "aria-label": say("volgende"), text: "\u203a" }),
      );
    }
    bar.append(make("button", { type: "button", class: "zoom", onclick: () => app.zoomTo(layer, [f]), text: say("zoom_hierheen") }));
    box.replaceChildren(head, card(layer, f), bar);
    box.scrollTop = 0;
    announce(`${layer.title}: ${nameOf(layer, f)}. ${found.length > 1 ? say("van", { n: current + 1, totaal: found.length }) : ""}`);
    if (!first && app.popup) app.popup.update();
  };
  show(true);
  if (app.popup) app.popup.remove();
  const size = app.map.getSize();
  app.popup = L.popup({
    maxWidth: Math.min(360, size.x - 40), minWidth: Math.min(250, size.x - 60), maxHeight: Math.max(140, Math.min(430, size.y - 110)),
    autoPanPadding: [12, 12], closeOnEscapeKey: false,
  }).setLatLng(at).setContent(box);
  document.body.classList.add("met-kaartje");
  app.popup.on("remove", () => {
    document.body.classList.remove("met-kaartje");
    app.select(null);
    app.popup = null;
  });
  app.popup.openOn(app.map);
  const close = app.popup.getElement().querySelector(".leaflet-popup-close-button");
  close.setAttribute("aria-label", say("sluiten"));
  app.popup.getElement().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    app.popup.remove();
    app.map.getContainer().focus();
  });
}
