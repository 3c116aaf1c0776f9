// Print: a sheet on the screen as it comes on paper, with title, legend, scale and north.

const SCALES = [500, 1000, 1500, 2000, 2500, 4000, 5000, 7500, 10000, 12500, 15000, 20000, 25000, 50000, 100000, 250000];

function printLegend(app) {
  const box = get("vel-legenda");
  box.replaceChildren();
  const denominator = DENOMINATOR / RD.scale(app.map.getZoom());
  for (const layer of [...app.layers].reverse()) {
    if (!layer.on || !inScale(layer.scale, denominator)) continue;
    const list = legendOf(layer);
    const lone = layer.legend.length === 1;
    box.append(make("div", { class: "blok" }, lone ? null : make("h3", { text: layer.title }), list));
  }
  // smaller letters until all of it fits; what does not fit then is said
  for (let size = 11; size >= 6.5; size -= 0.5) {
    box.style.fontSize = `${size}px`;
    if (box.scrollHeight <= box.clientHeight) return;
  }
  box.prepend(make("p", { text: say("legenda_vol") }));
}

// The part of the view in which there is something of the layers that are on.
function inView(app) {
  const view = app.map.getBounds();
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { bounds } of app.layers.filter((layer) => layer.on && !layer.background)) {
    box[0] = Math.min(box[0], bounds[0]);
    box[1] = Math.min(box[1], bounds[1]);
    box[2] = Math.max(box[2], bounds[2]);
    box[3] = Math.max(box[3], bounds[3]);
  }
  const part = [Math.max(box[0], view.getWest()), Math.max(box[1], view.getSouth()), Math.min(box[2], view.getEast()), Math.min(box[3], view.getNorth())];
  return part[0] < part[2] && part[1] < part[3] ? boundsOf(part).pad(0.02) : view;
}

function bar(app) {
  // as long as a round number of metres, about 45 mm
  const metres = (45 * MM) / RD.scale(app.map.getZoom());
  const size = 10 ** Math.floor(Math.log10(metres));
  const round = [5, 2, 1].map((n) => n * size).find((n) => n <= metres);
  get("vel-balk").style.width = `${round * RD.scale(app.map.getZoom())}px`;
  get("vel-balk").textContent = round >= 1000 ? `${number(round / 1000, 1)} km` : `${number(round, 0)} m`;
}

function buildPrint(app) {
  const body = document.body;
  const choice = get("vel-schaal");
  let before = null;
  SCALES.forEach((n) => choice.append(make("option", { value: n, text: `1 : ${number(n, 0)}` })));
  const refresh = () => {
    printLegend(app);
    bar(app);
    const exact = DENOMINATOR / RD.scale(app.map.getZoom());
    const named = SCALES.find((n) => Math.abs(exact - n) < n / 500);
    choice.value = named ? String(named) : "";
    get("vel-schaaltekst").textContent = `1 : ${number(named || Number(exact.toPrecision(3)), 0)}`;
  };
  const zoomTo = (denominator, centre) => app.map.setView(centre || app.map.getCenter(), RD.zoom(DENOMINATOR / denominator), { animate: false });
  const open = () => {
    if (body.classList.contains("vel")) return;
    if (app.popup) app.popup.remove();
    before = [app.map.getCenter(), app.map.getZoom(), app.map.options.zoomSnap];
    const view = inView(app);
    body.classList.add("vel");
    app.map.options.zoomSnap = 0;
    app.map.invalidateSize({ pan: false, animate: false });
    app.sheet.sharpness(3);
    const least = DENOMINATOR / RD.scale(app.map.getBoundsZoom(view));
    zoomTo(SCALES.find((n) => n >= least * 0.98) || least, view.getCenter());
    refresh();
  };
  const close = () => {
    if (!body.classList.contains("vel")) return;
    body.classList.remove("vel");
    app.map.options.zoomSnap = before[2];
    app.map.invalidateSize({ pan: false, animate: false });
    app.map.setView(before[0], before[1], { animate: false });
    app.sheet.sharpness(null);
    get("knop-afdrukken").focus();
  };
  app.openSheet = open;
  app.closeSheet = close;
  choice.addEventListener("change", () => choice.value && zoomTo(Number(choice.value)));
  app.map.on("zoomend moveend", () => body.classList.contains("vel") && refresh());
  app.onTurn.push(() => body.classList.contains("vel") && refresh());
  get("knop-afdrukken").addEventListener("click", () => {
    open();
    choice.focus();
  });
  get("vel-afdrukken").addEventListener("click", () => window.print());
  get("vel-sluiten").addEventListener("click", close);
  let here = false;
  window.addEventListener("beforeprint", () => {
    here = !body.classList.contains("vel");
    open();
  });
  window.addEventListener("afterprint", () => here && close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && body.classList.contains("vel") && close());
}
