// From the packed blocks of the page to layers with coordinates, boxes and a grid to find features in.

async function inflate(id) {
  const element = document.getElementById(id);
  const raw = atob(element.textContent);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function column(packed) {
  if (packed.u === undefined) return (i) => packed.v[i];
  return (i) => (packed.i[i] < 0 ? null : packed.u[packed.i[i]]);
}

function coordinates(layer, shape) {
  const n = shape.p.length;
  const parts = shape.n.length;
  layer.count = n;
  layer.part = new Int32Array(n + 1);
  for (let i = 0; i < n; i += 1) layer.part[i + 1] = layer.part[i] + shape.p[i];
  layer.vertex = new Int32Array(parts + 1);
  for (let i = 0; i < parts; i += 1) layer.vertex[i + 1] = layer.vertex[i] + shape.n[i];
  const total = layer.vertex[parts];
  layer.x = new Float64Array(total);
  layer.y = new Float64Array(total);
  let x = shape.x;
  let y = shape.y;
  for (let i = 0; i < total; i += 1) {
    x += shape.d[2 * i];
    y += shape.d[2 * i + 1];
    layer.x[i] = x * shape.q;
    layer.y[i] = y * shape.q;
  }
  layer.box = new Float64Array(4 * n);
  layer.bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let f = 0; f < n; f += 1) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = layer.vertex[layer.part[f]]; i < layer.vertex[layer.part[f + 1]]; i += 1) {
      box[0] = Math.min(box[0], layer.x[i]);
      box[1] = Math.min(box[1], layer.y[i]);
      box[2] = Math.max(box[2], layer.x[i]);
      box[3] = Math.max(box[3], layer.y[i]);
    }
    layer.box.set(box, 4 * f);
    for (let k = 0; k < 2; k += 1) {
      layer.bounds[k] = Math.min(layer.bounds[k], box[k]);
      layer.bounds[k + 2] = Math.max(layer.bounds[k + 2], box[k + 2]);
    }
  }
}

// A grid of cells with the features that touch each; what covers many cells is looked at every time.
function Grid(layer) {
  const [x0, y0, x1, y1] = layer.bounds;
  const side = Math.max(1, Math.min(128, Math.ceil(Math.sqrt(layer.count / 8))));
  const cell = Math.max((x1 - x0) / side, (y1 - y0) / side, 1e-6);
  const wide = Math.floor((x1 - x0) / cell) + 1;
  const high = Math.floor((y1 - y0) / cell) + 1;
  const cells = new Map();
  const large = [];
  const seen = new Uint32Array(layer.count);
  let turn = 0;
  const span = (box) => [
    Math.max(0, Math.floor((box[0] - x0) / cell)), Math.max(0, Math.floor((box[1] - y0) / cell)),
    Math.min(wide - 1, Math.floor((box[2] - x0) / cell)), Math.min(high - 1, Math.floor((box[3] - y0) / cell)),
  ];
  for (let f = 0; f < layer.count; f += 1) {
    const [a, b, c, d] = span(layer.box.subarray(4 * f, 4 * f + 4));
    if ((c - a + 1) * (d - b + 1) > 64) {
      large.push(f);
      continue;
    }
    for (let i = a; i <= c; i += 1) {
      for (let j = b; j <= d; j += 1) {
        const key = j * wide + i;
        if (cells.has(key)) cells.get(key).push(f);
        else cells.set(key, [f]);
      }
    }
  }
  const meets = (f, box) => {
    const k = 4 * f;
    const own = layer.box;
    return own[k] <= box[2] && own[k + 2] >= box[0] && own[k + 1] <= box[3] && own[k + 3] >= box[1];
  };
  // The features whose box meets a box, in their own order.
  this.query = (box) => {
    const found = [];
    if (box[0] <= x0 && box[1] <= y0 && box[2] >= x1 && box[3] >= y1) {
      for (let f = 0; f < layer.count; f += 1) if (layer.part[f + 1] > layer.part[f]) found.push(f);
      return found;
    }
    turn += 1;
    const [a, b, c, d] = span(box);
    for (let j = b; j <= d; j += 1) {
      for (let i = a; i <= c; i += 1) {
        for (const f of cells.get(j * wide + i) || []) {
          if (seen[f] !== turn && meets(f, box)) found.push(f);
          seen[f] = turn;
        }
      }
    }
    for (const f of large) if (meets(f, box)) found.push(f);
    return found.sort((one, other) => one - other);
  };
}

async function decodeLayer(number) {
  const layer = await inflate(`laag-${number}`);
  coordinates(layer, await inflate(`vorm-${number}`));
  layer.number = number;
  layer.get = layer.values.map(column);
  layer.texts = layer.labels.map((label) => column(label.texts));
  layer.grid = new Grid(layer);
  layer.passes = [0];
  if (layer.levels) {
    const passes = new Set(layer.symbols.flatMap((symbol) => symbol.layers.map((part) => part.pass || 0)));
    layer.passes = [...passes].sort((one, other) => one - other);
  }
  return layer;
}
