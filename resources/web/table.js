// A layer as a table, a page at a time: for who reads rather than looks, and for screen readers.

const ROWS = 100;

function openTable(app, layer, opener) {
  const dialog = get("tabel");
  let order = Array.from({ length: layer.count }, (_, f) => f).filter((f) => layer.part[f + 1] > layer.part[f]);
  const all = order;
  let page = 0;
  let sorted = [-1, 1];
  const used = layer.fields.map((_, i) => i).filter((i) => all.some((f) => !empty(layer.get[i](f))));
  const head = make("tr");
  const body = make("tbody");
  const draw = () => {
    const pages = Math.max(1, Math.ceil(order.length / ROWS));
    page = Math.max(0, Math.min(page, pages - 1));
    body.replaceChildren(...order.slice(page * ROWS, (page + 1) * ROWS).map((f) => {
      const go = make("button", { type: "button", text: say("op_kaart"), "aria-label": `${say("op_kaart")}: ${nameOf(layer, f)}` });
      go.addEventListener("click", () => {
        dialog.close();
        if (!layer.on) app.turn(layer, true);
        app.zoomTo(layer, [f]);
        const [x, y] = middle(layer, f);
        openPopup(app, [[layer, f]], latLng(x, y));
        app.popup.getElement().querySelector(".kaartje").focus();
      });
      return make("tr", {}, make("td", {}, go), ...used.map((i) => {
        const value = layer.get[i](f);
        const text = shown(layer.fields[i], value);
        return make("td", { class: typeof value === "number" ? "getal" : null, title: text.length > 40 ? text : null, text });
      }));
    }));
    get("tabel-plek").textContent = say("rijen", {
      van: number(order.length ? page * ROWS + 1 : 0, 0), tot: number(Math.min((page + 1) * ROWS, order.length), 0), totaal: number(order.length, 0),
    });
    get("tabel-vorige").disabled = page === 0;
    get("tabel-volgende").disabled = page >= pages - 1;
  };
  const sort = (i, cell) => {
    sorted = [i, sorted[0] === i ? -sorted[1] : 1];
    const value = layer.get[i];
    order = [...order].sort((one, other) => {
      const a = value(one);
      const b = value(other);
      if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b)) || one - other;
      const less = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), locale, { numeric: true });
      return less * sorted[1] || one - other;
    });
    for (const other of head.children) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", sorted[1] > 0 ? "ascending" : "descending");
    page = 0;
    draw();
  };
  head.append(make("th", { scope: "col", text: say("kaart") }), ...used.map((i) => {
    const field = layer.fields[i];
    const cell = make("th", { scope: "col" });
    cell.append(make("button", { type: "button", text: field.title + (field.unit ? ` [${field.unit}]` : ""), title: say("sorteer"), onclick: () => sort(i, cell) }));
    return cell;
  }));
  const filter = get("tabel-zichtbaar");
  filter.checked = false;
  filter.onchange = () => {
    const view = app.map.getBounds();
    const seen = new Set(layer.grid.query([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]));
    order = filter.checked ? all.filter((f) => seen.has(f)) : all;
    sorted = [-1, 1];
    for (const other of head.children) other.removeAttribute("aria-sort");
    page = 0;
    draw();
  };
  get("tabel-vorige").onclick = () => { page -= 1; draw(); };
  get("tabel-volgende").onclick = () => { page += 1; draw(); };
  get("tabel-titel").textContent = layer.title;
  get("tabel-inhoud").replaceChildren(make("table", {}, make("caption", { class: "onzicht", text: layer.title }), make("thead", {}, head), body));
  dialog.onclose = () => opener && !app.popup && opener.focus();
  draw();
  dialog.showModal();
}
