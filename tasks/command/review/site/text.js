"use strict";
// Elements and text. No string is ever read as markup, here or in the other scripts: elements are made, text is put in.

const SVG = "http://www.w3.org/2000/svg";

/** Characters that cannot be seen, or that turn the text after them round; they are shown by their names. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u115f\u1160\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e00ff}]/gu;
const NAMES = new Map([
  [0x00, "NUL"], [0x08, "BS"], [0x0b, "VT"], [0x0c, "FF"], [0x0d, "CR"], [0x1b, "ESC"], [0x7f, "DEL"], [0x85, "NEL"],
  [0xad, "SHY"], [0x61c, "ALM"], [0x180e, "MVS"], [0x200b, "ZWSP"], [0x200e, "LRM"], [0x200f, "RLM"], [0x2028, "LS"],
  [0x2029, "PS"], [0x202a, "LRE"], [0x202b, "RLE"], [0x202c, "PDF"], [0x202d, "LRO"], [0x202e, "RLO"], [0x2060, "WJ"],
  [0x2066, "LRI"], [0x2067, "RLI"], [0x2068, "FSI"], [0x2069, "PDI"], [0xfeff, "BOM"],
]);

function codePoint(letter) {
  return `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A text as a list of what can be put into an element: unseen characters become small labels. */
function seen(text) {
  const out = [];
  let from = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found.index > from) out.push(document.createTextNode(text.slice(from, found.index)));
    const label = NAMES.get(found[0].codePointAt(0)) || codePoint(found[0]);
    out.push(el("span", { class: "unseen", title: `a character that cannot be seen: ${codePoint(found[0])}` }, label));
    from = found.index + found[0].length;
  }
  if (from < text.length) out.push(document.createTextNode(text.slice(from)));
  return out;
}

/** The same as one string, for titles and labels. */
function plain(text) {
  return text.replace(UNSEEN, (letter) => `‹${NAMES.get(letter.codePointAt(0)) || codePoint(letter)}›`);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : plain(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) made.append(child);
    else made.append(...seen(String(child)));
  }
  return made;
}

/** An element with its attributes (`onclick` and the like are listeners) and children; strings are text. */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same within a drawing. */
function draw(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A button; `attributes` as for `el`. */
function button(label, onclick, attributes) {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

/** Text of a page within text of the site: neither turns the other's direction. */
function quoted(text, most = 80) {
  const short = [...text.trim().replace(/\s+/g, " ")];
  const cut = short.length > most ? `${short.slice(0, most - 1).join("")}…` : short.join("");
  return ["“", el("bdi", {}, cut), "”"];
}

/** Say something to who cannot see the page. */
function say(text) {
  document.getElementById("said").textContent = plain(text);
}

function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function percent(share) {
  return `${Math.round(share * 100)}%`;
}

/** How sure, as a class for its colour and a word for who sees none. */
function level(share) {
  return share < 0.5 ? "low" : share < 0.7 ? "middling" : "high";
}
