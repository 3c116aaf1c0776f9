// The canvas on the map: all layers that are on, their labels, and what is selected.

const ORIGIN = DATA.origin; // a corner of the map in RD, so that numbers stay small
const RD = L.Util.extend({}, L.CRS.Simple, {
  code: "EPSG:28992",
  transformation: new L.Transformation(1, -ORIGIN[0], -1, ORIGIN[1]),
  scale: (zoom) => 2 ** zoom / 1024,
  zoom: (scale) => Math.log2(scale * 1024),
});

const latLng = (x, y) => L.latLng(y, x);
const boundsOf = (box) => L.latLngBounds(latLng(box[0], box[1]), latLng(box[2], box[3]));

const REPEAT = 260; // pixels between two labels with the same text

const Sheet = L.Renderer.extend({
  options: { padding: 0.25, layers: [] },
  selected: null,

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._ctx = this._container.getContext("2d");
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._container;
    delete this._ctx;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = this._ratio || Math.min(window.devicePixelRatio || 1, 2);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._draw(size);
    this.fire("update");
  },

  view() {
    const size = this._bounds.getSize();
    const s = RD.scale(this._map.getZoom());
    const corner = this._map.getPixelOrigin().add(this._bounds.min);
    const tx = -ORIGIN[0] * s - corner.x;
    const ty = ORIGIN[1] * s - corner.y;
    const box = [-tx / s, (ty - size.y) / s, (size.x - tx) / s, ty / s];
    return { s, tx, ty, box, width: size.x, height: size.y, denominator: DENOMINATOR / s };
  },

  redraw() {
    if (!this._map || !this._bounds) return;
    const size = this._bounds.getSize();
    this._ctx.clearRect(0, 0, size.x, size.y);
    this._draw(size);
  },

  // More dots per centimetre, for paper; null is that of the screen.
  sharpness(ratio) {
    this._ratio = ratio;
    this._update();
  },

  _draw() {
    const view = this.view();
    const ctx = this._ctx;
    const shown = [];
    for (const layer of this.options.layers) if (layer.on) shown.push([layer, drawLayer(ctx, layer, view)]);
    if (this.selected) this._select(ctx, view);
    const taken = [];
    for (const [layer, features] of shown.reverse()) this._label(ctx, layer, features, view, taken);
  },

  _select(ctx, view) {
    const { layer, features } = this.selected;
    ctx.save();
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    for (const [width, color] of [[9, "#ffffff"], [5, "#d6006e"]]) {
      ctx.lineWidth = width;
      ctx.strokeStyle = color;
      ctx.beginPath();
      for (const f of features) {
        for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) {
          const line = points(layer, part, view, layer.kind === "polygon");
          if (layer.kind === "point") {
            ctx.moveTo(line[0] + 11, line[1]);
            ctx.arc(line[0], line[1], 11, 0, Math.PI * 2);
          } else trace(ctx, line, layer.kind === "polygon");
        }
      }
      ctx.globalAlpha = layer.kind === "line" ? 0.75 : 1;
      if (layer.kind !== "line") ctx.lineWidth = width - 3;
      ctx.stroke();
    }
    ctx.restore();
  },

  _label(ctx, layer, features, view, taken) {
    layer.labels.forEach((label, number) => {
      if (!inScale(label.scale, view.denominator)) return;
      const size = Math.max(label.size_mm * MM, 9);
      ctx.font = `${size}px "Open Sans", "Segoe UI", Arial, sans-serif`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      let left = 600;
      const near = [];
      for (const f of features) {
        const text = layer.texts[number](f);
        if (!text || left <= 0) continue;
        const lines = String(text).split("\n");
        const [mx, my] = middle(layer, f);
        let x = mx * view.s + view.tx;
        let y = view.ty - my * view.s;
        const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
        let turn = 0;
        if (label.along && layer.kind === "line") {
          const line = points(layer, layer.part[f], view, false);
          const total = lengthOf(line);
          if (total < width) continue;
          turn = along(line, total / 2)[2];
          if (Math.abs(turn) > Math.PI / 2) turn += Math.PI;
          if (label.beside) {
            x += Math.sin(turn) * (size / 2 + 3 + label.beside * MM);
            y -= Math.cos(turn) * (size / 2 + 3 + label.beside * MM);
          }
        } else if (layer.kind === "point") y -= size * 0.5 + 9;
        if (near.some(([other, ox, oy]) => other === text && Math.hypot(ox - x, oy - y) < REPEAT)) continue;
        const cos = Math.abs(Math.cos(turn));
        const sin = Math.abs(Math.sin(turn));
        const high = size * 1.15 * lines.length;
        const w = (width * cos + high * sin) / 2 + 1;
        const h = (width * sin + high * cos) / 2;
        if (x + w < 0 || y + h < 0 || x - w > view.width || y - h > view.height) continue;
        if (taken.some((box) => x - w < box[2] && x + w > box[0] && y - h < box[3] && y + h > box[1])) continue;
        near.push([text, x, y]);
        taken.push([x - w, y - h, x + w, y + h]);
        left -= 1;
        ctx.save();
        ctx.translate(x, y);
        ctx.rotate(turn);
        lines.forEach((line, i) => {
          const dy = (i - (lines.length - 1) / 2) * size * 1.15;
          if (label.halo) {
            ctx.lineJoin = "round";
            ctx.lineWidth = Math.max(label.halo_mm * MM * 1.6, 2);
            ctx.strokeStyle = label.halo;
            ctx.strokeText(line, 0, dy);
          }
          ctx.fillStyle = label.color;
          ctx.fillText(line, 0, dy);
        });
        ctx.restore();
      }
    });
  },
});
