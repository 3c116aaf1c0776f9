// Sentences, numbers and small pieces of page. Everything that comes from a layer is set as text, never as markup.

const say = (key, values) => {
  const text = Object.hasOwn(DATA.words, key) ? DATA.words[key] : key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (values && Object.hasOwn(values, name) ? values[name] : all));
};
const locale = DATA.language === "nl" ? "nl-NL" : "en-GB";
const formats = new Map();

function number(value, digits) {
  if (!formats.has(digits)) {
    formats.set(digits, new Intl.NumberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: digits }));
  }
  return formats.get(digits).format(value).replace(/^-(?=[\d.,]*$)/, "\u2212");
}

function digitsOf(value) {
  const size = Math.abs(value);
  if (size >= 1000 || Number.isInteger(value)) return 0;
  if (size >= 100) return 1;
  return size >= 1 ? 2 : Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(size || 1))));
}

const empty = (value) => value === null || value === undefined || value === "";

// A value as people write it: numbers in their language, a year or an id as it is.
function shown(field, value) {
  if (empty(value)) return "";
  if (typeof value !== "number") return String(value);
  return field.plain ? String(value) : number(value, digitsOf(value));
}

function meaning(field, value) {
  const key = String(value);
  return field.codes && Object.hasOwn(field.codes, key) ? field.codes[key] : "";
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const get = (id) => document.getElementById(id);
let speaking = 0;

// Tell a screen reader, after what it is saying now.
function announce(text) {
  clearTimeout(speaking);
  get("melding").textContent = "";
  speaking = setTimeout(() => { get("melding").textContent = text; }, 60);
}

// The best name of a feature: the first field by which it can be found.
function nameOf(layer, f) {
  for (const i of layer.names) {
    const value = layer.get[i](f);
    if (!empty(value)) return String(value);
  }
  return say("object", { n: f + 1 });
}
