// Put the map together when the layers have been read.

function readHash() {
  const given = new URLSearchParams(window.location.hash.slice(1));
  const numbers = ["x", "y", "schaal"].map((name) => Number(given.get(name) || NaN));
  const sane = numbers.every((number) => Math.abs(number) < 1e7) && numbers[2] > 0; // in the Netherlands, not beyond
  return { view: sane ? numbers : null, on: given.has("aan") ? given.get("aan").split(",") : null };
}

function buildApp(layers) {
  const map = L.map("kaart", {
    crs: RD, minZoom: -2, maxZoom: 16, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, attributionControl: false, zoomControl: false,
    fadeAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches, keyboardPanDelta: 120, closePopupOnClick: false,
  });
  L.control.zoom({ zoomInTitle: say("dichterbij"), zoomOutTitle: say("verderweg"), position: "topleft" }).addTo(map);
  const app = { map, layers, popup: null, onTurn: [], onScale: [], linking: false };
  app.select = (layer, features) => {
    app.sheet.selected = layer ? { layer, features } : null;
    app.sheet.redraw();
  };
  app.turn = (layer, on) => {
    if (layer.on === on) return;
    layer.on = on;
    app.onTurn.forEach((listener) => listener(layer));
    clearTimeout(app.redrawing);
    app.redrawing = setTimeout(() => app.sheet.redraw(), 0);
    app.link();
  };
  app.fit = (box) => {
    const bounds = boundsOf(box);
    const close = RD.zoom(DENOMINATOR / 1500);
    map.fitBounds(bounds.pad(0.06), { maxZoom: close, animate: false });
  };
  app.zoomTo = (layer, features) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const f of features) {
      for (let k = 0; k < 2; k += 1) {
        box[k] = Math.min(box[k], layer.box[4 * f + k]);
        box[k + 2] = Math.max(box[k + 2], layer.box[4 * f + 2 + k]);
      }
    }
    app.fit(box);
  };
  app.link = () => {
    if (!app.linking) return;
    const centre = map.getCenter();
    const parts = {
      x: centre.lng.toFixed(1), y: centre.lat.toFixed(1), schaal: String(Math.round(DENOMINATOR / RD.scale(map.getZoom()))),
      aan: layers.filter((layer) => layer.on).map((layer) => layer.key).join(","),
    };
    const hash = `#${Object.entries(parts).map(([name, value]) => `${name}=${value}`).join("&")}`;
    if (hash === window.location.hash) return;
    app.hash = hash;
    window.history.replaceState(null, "", hash);
  };
  return app;
}

function buildMouse(app) {
  const { map } = app;
  const pointer = window.matchMedia("(pointer: coarse)").matches ? 14 : 6;
  const at = (place) => {
    const s = RD.scale(map.getZoom());
    return featuresAt(app.layers, place.lng, place.lat, pointer / s, DENOMINATOR / s, 25);
  };
  const ask = (place) => {
    if (app.measuring) {
      app.measurePoint(place.lng, place.lat);
      return;
    }
    const found = at(place);
    if (found.length) openPopup(app, found, place);
    else {
      if (app.popup) app.popup.remove();
      app.select(null);
    }
    if (!found.length) announce(say("niets_hier"));
  };
  map.on("click", (event) => !document.body.classList.contains("vel") && ask(event.latlng));
  let frame = 0;
  map.on("mousemove", (event) => {
    get("plaats").textContent = `RD ${number(event.latlng.lng, 0)} \u00b7 ${number(event.latlng.lat, 0)} m`;
    if (frame || app.measuring) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      map.getContainer().classList.toggle("iets", at(event.latlng).length > 0);
    });
  });
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", say("kaart_uitleg"));
  box.setAttribute("aria-describedby", "toetsen");
  let byKey = false;
  document.addEventListener("keydown", () => { byKey = true; }, true);
  document.addEventListener("pointerdown", () => { byKey = false; get("kruis").hidden = true; }, true);
  box.addEventListener("focus", () => { get("kruis").hidden = !byKey; });
  box.addEventListener("blur", () => { get("kruis").hidden = true; });
  box.addEventListener("keydown", (event) => {
    if (event.target !== box) return;
    get("kruis").hidden = false;
    if (event.key === "Enter" || event.key === " ") {
      ask(map.getCenter());
      event.preventDefault();
      if (app.popup) app.popup.getElement().querySelector(".kaartje").focus();
    } else if (event.key === "Backspace" && app.measuring) app.measureBack();
    else if (event.key === "Escape") {
      if (app.measuring) app.measure(false);
      else if (app.popup) app.popup.remove();
    }
  });
}

function buildFrame(app) {
  const { map } = app;
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(map);
  const tell = () => {
    const denominator = DENOMINATOR / RD.scale(map.getZoom());
    get("schaal").textContent = `${say("schaal")} 1 : ${number(Number(denominator.toPrecision(2)), 0)}`;
    app.onScale.forEach((listener) => listener(denominator));
    app.link();
  };
  map.on("moveend zoomend", tell);
  get("knop-alles").addEventListener("click", () => app.fit(DATA.bounds));
  get("knop-donker").addEventListener("click", (event) => {
    const dark = !document.body.classList.contains("donker");
    document.body.classList.toggle("donker", dark);
    event.currentTarget.setAttribute("aria-pressed", String(dark));
  });
  get("knop-link").addEventListener("click", async () => {
    app.link();
    let done = false;
    if (navigator.clipboard && window.isSecureContext) {
      done = await navigator.clipboard.writeText(window.location.href).then(() => true, () => false);
    }
    get("linktekst").value = window.location.href;
    get("linkuitleg").textContent = say(done ? "link_gekopieerd" : "link_kopieer");
    get("linkvenster").showModal();
    get("linktekst").select();
  });
  get("knop-over").addEventListener("click", () => get("over").showModal());
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector(".sluit").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  window.addEventListener("resize", () => map.invalidateSize({ pan: false }));
  window.addEventListener("hashchange", () => {
    if (window.location.hash !== app.hash) follow(app);
  });
  tell();
}

// Show what a link tells; without one everything that is on.
function follow(app) {
  const { view, on } = readHash();
  if (on) for (const layer of app.layers) app.turn(layer, on.includes(layer.key));
  if (view) app.map.setView(latLng(view[0], view[1]), RD.zoom(DENOMINATOR / view[2]), { animate: false });
  return view !== null;
}

async function start() {
  const status = get("bezig");
  if (typeof DecompressionStream === "undefined" || typeof HTMLDialogElement === "undefined") {
    status.textContent = say("oude_browser");
    return;
  }
  const layers = [];
  for (let i = 0; i < DATA.layers; i += 1) {
    status.textContent = say("laden", { n: i + 1, totaal: DATA.layers });
    layers.push(await decodeLayer(i));
    await new Promise((resume) => { setTimeout(resume, 0); });
  }
  await loadPictures(layers);
  const app = buildApp(layers);
  const { view } = readHash();
  if (!view) app.map.setView(boundsOf(DATA.bounds).getCenter(), 8);
  else app.map.setView(latLng(view[0], view[1]), RD.zoom(DENOMINATOR / view[2]));
  app.sheet = new Sheet({ layers });
  app.sheet.addTo(app.map);
  buildPanel(app);
  if (!follow(app)) {
    const on = layers.filter((layer) => layer.on && !layer.background);
    const some = on.length ? on : layers;
    const box = [0, 1].map((k) => Math.min(...some.map((layer) => layer.bounds[k]))).concat([2, 3].map((k) => Math.max(...some.map((layer) => layer.bounds[k]))));
    app.fit(box);
  }
  buildMouse(app);
  buildSearch(app);
  buildMeasure(app);
  buildPrint(app);
  buildFrame(app);
  app.linking = true;
  status.hidden = true;
  document.body.dataset.klaar = "ja";
  window.riothermie = app;
}

start().catch((error) => {
  get("bezig").textContent = `${say("mislukt")} (${error.message})`;
  throw error;
});
