// Measure lengths and areas in RD: with the mouse, or with the keyboard at the middle of the map.

function lengthText(metres) {
  return metres >= 10000 ? `${number(metres / 1000, 2)} km` : `${number(metres, metres < 100 ? 1 : 0)} m`;
}

function areaText(square) {
  return square >= 100000 ? `${number(square / 10000, 1)} ha` : `${number(square, 0)} m\u00b2`;
}

function ringArea(vertices) {
  let twice = 0;
  const [x0, y0] = vertices[0];
  vertices.forEach(([x, y], i) => {
    const [nextX, nextY] = vertices[(i + 1) % vertices.length];
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  });
  return Math.abs(twice) / 2;
}

function pathLength(vertices, closed) {
  let total = 0;
  for (let i = 1; i < vertices.length + (closed ? 1 : 0); i += 1) {
    const [x, y] = vertices[i % vertices.length];
    total += Math.hypot(x - vertices[i - 1][0], y - vertices[i - 1][1]);
  }
  return total;
}

function buildMeasure(app) {
  const button = get("knop-meten");
  const panel = get("meten");
  const out = get("meetuitkomst");
  let vertices = [];
  const area = L.polygon([], { interactive: false, stroke: false, fillColor: "#d6006e", fillOpacity: 0.15 });
  const halo = L.polyline([], { interactive: false, color: "#ffffff", weight: 6 });
  const line = L.polyline([], { interactive: false, color: "#d6006e", weight: 3, dashArray: "7 4" });
  const dots = L.layerGroup();
  const show = () => {
    const places = vertices.map(([x, y]) => latLng(x, y));
    line.setLatLngs(places);
    halo.setLatLngs(places);
    area.setLatLngs(places.length > 2 ? places : []);
    dots.clearLayers();
    places.forEach((place) => L.circleMarker(place, { interactive: false, radius: 4, color: "#ffffff", weight: 2, fillColor: "#d6006e", fillOpacity: 1 }).addTo(dots));
    if (vertices.length < 2) out.textContent = say(vertices.length ? "meten_verder" : "meten_begin");
    else {
      const parts = [say("lengte", { waarde: lengthText(pathLength(vertices, false)) })];
      if (vertices.length > 2) {
        parts.push(say("oppervlakte", { waarde: areaText(ringArea(vertices)) }), say("omtrek", { waarde: lengthText(pathLength(vertices, true)) }));
      }
      out.replaceChildren(...parts.map((part) => make("span", { text: part })));
    }
  };
  app.measuring = false;
  app.measurePoint = (x, y) => {
    vertices.push([x, y]);
    show();
  };
  app.measured = () => ({ vertices, length: pathLength(vertices, false), area: vertices.length > 2 ? ringArea(vertices) : 0 });
  app.measureBack = () => {
    vertices.pop();
    show();
  };
  app.measure = (on) => {
    app.measuring = on;
    button.setAttribute("aria-pressed", String(on));
    panel.hidden = !on;
    document.body.classList.toggle("meet", on);
    vertices = [];
    for (const part of [area, halo, line, dots]) {
      if (on) part.addTo(app.map);
      else part.remove();
    }
    show();
    if (on && app.popup) app.popup.remove();
    if (on) app.map.doubleClickZoom.disable();
    else app.map.doubleClickZoom.enable();
  };
  button.addEventListener("click", () => {
    app.measure(!app.measuring);
    if (app.measuring) app.map.getContainer().focus();
  });
  get("meten-terug").addEventListener("click", () => app.measureBack());
  get("meten-wis").addEventListener("click", () => {
    vertices = [];
    show();
  });
  get("meten-klaar").addEventListener("click", () => {
    app.measure(false);
    button.focus();
  });
}
