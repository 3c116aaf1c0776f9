// Drawing of symbols on a canvas. A view tells where metres fall: px = x * s + tx, py = ty - y * s.

const MM = 96 / 25.4;
const DENOMINATOR = MM * 1000; // of the scale at one pixel per metre

const px = (length, view) => (typeof length === "number" ? length * MM : length.m * view.s);

function inScale(range, denominator) {
  return !range || ((!range[0] || denominator >= range[0]) && (!range[1] || denominator <= range[1]));
}

function bandOf(layer, denominator) {
  let band = 0;
  while (band < layer.bands.length && denominator >= layer.bands[band]) band += 1;
  return band;
}

// The vertices of a part in pixels, without those that fall on the one before.
function points(layer, part, view, closed) {
  const out = [];
  const end = layer.vertex[part + 1];
  let lastX = NaN;
  let lastY = NaN;
  for (let i = layer.vertex[part]; i < end; i += 1) {
    const x = layer.x[i] * view.s + view.tx;
    const y = view.ty - layer.y[i] * view.s;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && (closed || i < end - 1)) continue;
    out.push(x, y);
    lastX = x;
    lastY = y;
  }
  return out;
}

// A line beside a line: to the right of its direction on the screen when the distance is positive, as in QGIS.
function beside(line, distance) {
  const n = line.length / 2;
  if (n < 2) return line;
  const out = [];
  for (let i = 0; i < n; i += 1) {
    const before = Math.max(i - 1, 0);
    const after = Math.min(i + 1, n - 1);
    let ax = line[2 * i] - line[2 * before];
    let ay = line[2 * i + 1] - line[2 * before + 1];
    let bx = line[2 * after] - line[2 * i];
    let by = line[2 * after + 1] - line[2 * i + 1];
    const a = Math.hypot(ax, ay) || 1;
    const b = Math.hypot(bx, by) || 1;
    if (before === i) { ax = bx / b; ay = by / b; bx = ax; by = ay; } else if (after === i) { ax /= a; ay /= a; bx = ax; by = ay; } else {
      ax /= a; ay /= a; bx /= b; by /= b;
    }
    const nx = -(ay + by);
    const ny = ax + bx;
    const dot = Math.max(0.35, (nx * nx + ny * ny) / 2);
    out.push(line[2 * i] + (nx * distance) / dot, line[2 * i + 1] + (ny * distance) / dot);
  }
  return out;
}

function trace(ctx, line, closed) {
  if (line.length < 2) return;
  ctx.moveTo(line[0], line[1]);
  for (let i = 2; i < line.length; i += 2) ctx.lineTo(line[i], line[i + 1]);
  if (closed) ctx.closePath();
}

function pen(ctx, style, view) {
  const width = px(style.width, view);
  ctx.lineWidth = Math.max(width, 0.5);
  ctx.setLineDash((style.dash || []).map((part) => Math.max(px(part, view), 0.5)));
  ctx.lineCap = style.cap || "butt";
  ctx.lineJoin = style.join || "round";
}

const tiles = new Map();

function hatch(ctx, angle, distance, width, color) {
  const key = [angle, distance.toFixed(2), width.toFixed(2), color].join();
  if (!tiles.has(key)) {
    const tile = document.createElement("canvas");
    const fine = 4;
    tile.width = 16;
    tile.height = Math.max(2, Math.round(distance * fine));
    const pencil = tile.getContext("2d");
    pencil.fillStyle = color;
    pencil.fillRect(0, 0, 16, Math.max(1, width * fine));
    tiles.set(key, { tile, fine: tile.height / distance });
  }
  const { tile, fine } = tiles.get(key);
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().rotate(-angle).scale(1 / fine));
  return pattern;
}

const BRUSH = { bdiag: [45], fdiag: [135], cross: [45, 135], hor: [0], ver: [90], grid: [0, 90] };

function polygonPath(ctx, layer, f, view) {
  ctx.beginPath();
  for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) trace(ctx, points(layer, part, view, true), true);
}

function fillAll(ctx, layer, features, view, style) {
  ctx.fillStyle = style;
  for (const f of features) {
    const w = (layer.box[4 * f + 2] - layer.box[4 * f]) * view.s;
    const h = (layer.box[4 * f + 3] - layer.box[4 * f + 1]) * view.s;
    if (w < 1.2 && h < 1.2) {
      ctx.fillRect(layer.box[4 * f] * view.s + view.tx, view.ty - layer.box[4 * f + 3] * view.s, Math.max(w, 1), Math.max(h, 1));
      continue;
    }
    polygonPath(ctx, layer, f, view);
    ctx.fill("evenodd");
  }
}

function strokeAll(ctx, layer, features, view, style) {
  const closed = layer.kind === "polygon";
  const shift = style.offset ? px(style.offset, view) : 0;
  pen(ctx, style, view);
  ctx.strokeStyle = style.color;
  ctx.beginPath();
  for (const f of features) {
    for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) {
      const line = points(layer, part, view, closed);
      trace(ctx, shift ? beside(line, shift) : line, closed);
    }
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

const turned = (n, inner, start) => {
  const out = [];
  for (let i = 0; i < n * (inner ? 2 : 1); i += 1) {
    const angle = start + (Math.PI * 2 * i) / (n * (inner ? 2 : 1));
    const r = inner && i % 2 ? inner : 1;
    out.push([Math.sin(angle) * r, -Math.cos(angle) * r]);
  }
  return out;
};
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[-1, 1], [1, 1], [0, -1]],
  equilateral: turned(3, 0, 0),
  pentagon: turned(5, 0, 0),
  hexagon: turned(6, 0, 0),
  star: turned(5, 0.38, 0),
  head: [[0, 0], [-1, -1], [-1, 1]],
  plusfill: [[-1, -0.2], [-1, 0.2], [-0.2, 0.2], [-0.2, 1], [0.2, 1], [0.2, 0.2], [1, 0.2], [1, -0.2], [0.2, -0.2], [0.2, -1], [-0.2, -1], [-0.2, -0.2]],
};
const STROKES = {
  plus: [[[-1, 0], [1, 0]], [[0, -1], [0, 1]]],
  times: [[[-1, -1], [1, 1]], [[1, -1], [-1, 1]]],
  bar: [[[0, -1], [0, 1]]],
  arrow: [[[-1, -1], [0, 0], [-1, 1]]],
};

function mark(ctx, style, x, y, view, turn) {
  ctx.save();
  ctx.translate(x, y);
  if (turn) ctx.rotate(turn);
  if (style.t === "image") {
    const size = px(style.size, view);
    const image = pictures.get(style.png);
    if (image && image.complete) ctx.drawImage(image, -size / 2, -size / 2, size, size);
    ctx.restore();
    return;
  }
  if (style.angle) ctx.rotate((style.angle * Math.PI) / 180);
  ctx.translate(px(style.dx, view), px(style.dy, view));
  const r = px(style.size, view) / 2;
  ctx.beginPath();
  if (STROKES[style.shape]) {
    for (const line of STROKES[style.shape]) line.forEach(([a, b], i) => (i ? ctx.lineTo(a * r, b * r) : ctx.moveTo(a * r, b * r)));
  } else if (CORNERS[style.shape]) {
    CORNERS[style.shape].forEach(([a, b], i) => (i ? ctx.lineTo(a * r, b * r) : ctx.moveTo(a * r, b * r)));
    ctx.closePath();
  } else ctx.arc(0, 0, r, 0, Math.PI * 2);
  if (!STROKES[style.shape]) {
    ctx.fillStyle = style.color;
    ctx.fill();
  }
  if (style.stroke) {
    ctx.lineWidth = Math.max(px(style.width, view), 0.5);
    ctx.strokeStyle = style.stroke;
    ctx.stroke();
  }
  ctx.restore();
}

// Place on a line at a distance from its start, with its direction there.
function along(line, distance) {
  let left = distance;
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const length = Math.hypot(dx, dy);
    if (left <= length || i === line.length - 2) {
      const share = length ? Math.min(left / length, 1) : 0;
      return [line[i - 2] + dx * share, line[i - 1] + dy * share, Math.atan2(dy, dx)];
    }
    left -= length;
  }
  return [line[0], line[1], 0];
}

function lengthOf(line) {
  let total = 0;
  for (let i = 2; i < line.length; i += 2) total += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return total;
}

function placesOn(line, style, view) {
  const total = lengthOf(line);
  if (style.place === "first") return [along(line, 0)];
  if (style.place === "last") return [along(line, total)];
  if (style.place === "interval") {
    const step = Math.max(px(style.interval, view), 4);
    const out = [];
    for (let at = step / 2; at < total && out.length < 500; at += step) out.push(along(line, at));
    return out;
  }
  if (style.place === "vertex") {
    const out = [];
    for (let i = 0; i < line.length; i += 2) out.push([line[i], line[i + 1], 0]);
    return out;
  }
  return [along(line, total / 2)];
}

function marksAlong(ctx, layer, features, view, style) {
  for (const f of features) {
    for (let part = layer.part[f]; part < layer.part[f + 1]; part += 1) {
      const line = points(layer, part, view, false);
      for (const [x, y, turn] of placesOn(line, style, view)) {
        if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
        for (const one of style.marks) mark(ctx, one, x, y, view, style.turn ? turn : 0);
      }
    }
  }
}

// A point to stand for a feature, in metres: a point itself, half-way a line, the centre of gravity of an area.
function middle(layer, f) {
  const from = layer.vertex[layer.part[f]];
  const until = layer.vertex[layer.part[f] + 1];
  if (layer.kind === "point" || until - from < 2) return [layer.x[from], layer.y[from]];
  if (layer.kind === "line") {
    const line = points(layer, layer.part[f], { s: 1, tx: 0, ty: 0 }, false);
    const [x, y] = along(line, lengthOf(line) / 2);
    return [x, -y];
  }
  let area = 0;
  let x = 0;
  let y = 0;
  const x0 = layer.x[from];
  const y0 = layer.y[from];
  for (let i = from; i < until; i += 1) {
    const j = i + 1 < until ? i + 1 : from;
    const cross = (layer.x[i] - x0) * (layer.y[j] - y0) - (layer.x[j] - x0) * (layer.y[i] - y0);
    area += cross;
    x += (layer.x[i] + layer.x[j] - 2 * x0) * cross;
    y += (layer.y[i] + layer.y[j] - 2 * y0) * cross;
  }
  return area ? [x0 + x / (3 * area), y0 + y / (3 * area)] : [x0, y0];
}

function drawPart(ctx, layer, features, view, style) {
  if (style.t === "line") strokeAll(ctx, layer, features, view, style);
  else if (style.t === "fill") {
    if (style.color && style.style === "solid") fillAll(ctx, layer, features, view, style.color);
    else if (style.color) for (const angle of BRUSH[style.style]) fillAll(ctx, layer, features, view, hatch(ctx, angle, 8, 1, style.color));
    if (style.stroke) strokeAll(ctx, layer, features, view, { ...style, color: style.stroke, offset: 0 });
  } else if (style.t === "hatch") {
    const { line } = style;
    fillAll(ctx, layer, features, view, hatch(ctx, style.angle, Math.max(px(style.distance, view), 2), px(line.width, view), line.color));
  } else if (style.t === "along") marksAlong(ctx, layer, features, view, style);
  else {
    const marks = style.t === "centre" ? style.marks : [style];
    for (const f of features) {
      const many = layer.kind === "point" ? layer.part[f + 1] - layer.part[f] : 1;
      for (let k = 0; k < many; k += 1) {
        const i = layer.vertex[layer.part[f] + k];
        const [x, y] = layer.kind === "point" ? [layer.x[i], layer.y[i]] : middle(layer, f);
        for (const one of marks) mark(ctx, one, x * view.s + view.tx, view.ty - y * view.s, view, 0);
      }
    }
  }
}

const pictures = new Map();

// Marks without a simple shape are pictures; they have to be read before they can be drawn.
async function loadPictures(layers) {
  const wanted = new Set();
  const look = (part) => {
    if (part.t === "image") wanted.add(part.png);
    (part.marks || []).forEach(look);
  };
  for (const layer of layers) for (const symbol of layer.symbols) symbol.layers.forEach(look);
  for (const png of wanted) {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    pictures.set(png, image);
  }
}

function drawLayer(ctx, layer, view) {
  const { denominator } = view;
  if (!inScale(layer.scale, denominator)) return [];
  const margin = 12 / view.s;
  const features = layer.grid.query([view.box[0] - margin, view.box[1] - margin, view.box[2] + margin, view.box[3] + margin]);
  const look = layer.look[bandOf(layer, denominator)];
  const bySymbol = new Map();
  const shown = [];
  for (const f of features) {
    let any = false;
    for (const symbol of layer.looks[look[f]]) {
      if (!inScale(layer.symbols[symbol].scale, denominator)) continue;
      any = true;
      if (bySymbol.has(symbol)) bySymbol.get(symbol).push(f);
      else bySymbol.set(symbol, [f]);
    }
    if (any) shown.push(f);
  }
  for (const pass of layer.passes) {
    for (const [number, some] of bySymbol) {
      const symbol = layer.symbols[number];
      ctx.globalAlpha = symbol.opacity * layer.opacity;
      for (const part of symbol.layers) {
        if (!layer.levels || (part.pass || 0) === pass) drawPart(ctx, layer, some, view, part);
      }
    }
  }
  ctx.globalAlpha = 1;
  return shown;
}

// What the legend shows of a symbol: a short line, a box or a mark.
function swatch(canvas, layer, symbol) {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  const [w, h] = [34, 18];
  canvas.width = w * ratio;
  canvas.height = h * ratio;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const view = { s: 1, tx: 0, ty: 0, width: w, height: h };
  const sample = { kind: layer.kind, part: [0, 1], vertex: [0, 2], box: [2, -h + 3, w - 2, -3] };
  if (layer.kind === "polygon") Object.assign(sample, { vertex: [0, 4], x: [3, w - 3, w - 3, 3], y: [-3, -3, -h + 3, -h + 3] });
  else if (layer.kind === "line") Object.assign(sample, { x: [2, w - 2], y: [-h / 2, -h / 2] });
  else Object.assign(sample, { vertex: [0, 1], x: [w / 2], y: [-h / 2] });
  ctx.globalAlpha = symbol.opacity * layer.opacity;
  for (const part of symbol.layers) drawPart(ctx, sample, [0], view, part);
}
