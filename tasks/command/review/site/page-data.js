"use strict";
// A page's data, loaded when the page is opened, and made ready to be asked: what stands where, what was decided there.

let arrived = null;

/** What the script of a page calls. */
function page(data) {
  arrived = data;
}

/** What the script of the batch calls. */
function batch(data) {
  start(data);
}

const scripts = window.trustedTypes ? trustedTypes.createPolicy("review", { createScriptURL: (address) => address }) : { createScriptURL: (address) => address };
const held = new Map(); // file → page, the last few

/** Load a page's script; `then` gets the page, or null if it cannot be loaded. */
function load(file, then) {
  if (held.has(file)) { then(held.get(file)); return; }
  const tag = document.createElement("script");
  const done = () => {
    const data = arrived;
    arrived = null;
    tag.remove();
    if (data) held.set(file, new Printed(data));
    if (held.size > 6) held.delete(held.keys().next().value);
    then(held.get(file) || null);
  };
  tag.addEventListener("load", done);
  tag.addEventListener("error", done);
  tag.src = scripts.createScriptURL(`pages/${/^[0-9a-f]+$/.test(file) ? file : "none"}.js`);
  document.head.append(tag);
}

/** Where in a sorted list of numbers the first greater one is. */
function after(numbers, value) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1; else high = middle;
  }
  return low;
}

function touch(a, b, lo, hi) {
  return a === b ? lo <= a && a < hi : a < hi && lo < b;
}

const ABOVE = ["kicker", "headline", "deck", "byline", "dateline"];
/** Rules that say nothing about where articles begin and end. */
const APART = /^(normalise\.|reflow\.(join|keep)-|segment\.trust-article$)/;

/** A page as it was printed, and what became of it. Offsets count characters (code points) from its beginning. */
class Printed {
  constructor(data) {
    this.data = data;
    // a text with characters beyond the first plane is cut as a list, whose items are characters as Python counts them
    this.letters = /[\ud800-\udfff]/.test(data.text) ? Array.from(data.text) : data.text;
    this.pieces = [];
    for (let n = 0; n < data.pieces.length; n += 4) {
      const [lo, hi, article, word] = data.pieces.slice(n, n + 4);
      const field = data.words[word];
      this.pieces.push({ lo, hi, article, field, key: `${article}:${article ? field : lo}` });
    }
    this.starts = this.pieces.map((piece) => piece.lo);
    this.lines = [];
    for (let n = 0; n < data.lines.length; n += 3) {
      this.lines.push({ lo: data.lines[n], hi: data.lines[n + 1], number: data.lines[n + 2] });
    }
    this.rowsOf = new Map(); // a line's number → its stretches, one for each printed row that it is in
    for (const line of this.lines) this.rowsOf.set(line.number, [...(this.rowsOf.get(line.number) || []), line]);
    this.lines.sort((a, b) => a.lo - b.lo || a.hi - b.hi);
    this.lineStarts = this.lines.map((line) => line.lo);
    this.edits = data.edits.map(([rule, lo, hi, to]) => ({ rule: data.words[rule], lo, hi, to }));
    this.decisions = data.decisions.map(([rule, lo, hi, chosen, score, other, evidence]) => (
      { rule: data.words[rule], lo, hi, chosen: data.words[chosen], score, other: other < 0 ? null : data.words[other], evidence }
    ));
    this.doubts = data.doubts.map(([lo, hi, score, what, article]) => ({ lo, hi, score, what, article }));
    this.articles = data.articles.map((article, n) => this.placed(article, n + 1));
  }

  cut(lo, hi) {
    const part = this.letters.slice(lo, hi);
    return typeof part === "string" ? part : part.join("");
  }

  /** An article with where it begins, ends and has its headline. */
  placed(article, number) {
    const own = this.pieces.filter((piece) => piece.article === number);
    const order = (a, b) => a.lo - b.lo;
    const text = own.filter((piece) => piece.field.startsWith("paragraph"));
    const nth = (piece) => Number(piece.field.split(" ")[1]);
    text.sort((a, b) => nth(a) - nth(b)); // stable: within a paragraph as it stands in the source
    const first = text.find((piece) => piece.field === "paragraph 1");
    const before = own.filter((piece) => first && ["byline", "dateline"].includes(piece.field) && piece.lo < first.lo);
    const heads = own.filter((piece) => ["kicker", "headline", "deck"].includes(piece.field)).sort(order);
    const begins = before.length ? before[before.length - 1] : first || [...own].sort(order)[0] || null;
    const ends = text[text.length - 1] || own[own.length - 1] || null;
    const opens = own.filter((piece) => ABOVE.includes(piece.field)).concat(first || []).sort(order);
    return { ...article, number, own, heads, begins, ends, opens: opens.length ? opens : own.slice(0, 1), body: first || heads[0] || begins };
  }

  rowOf(offset) {
    return Math.min(after(this.data.breaks, offset), this.data.breaks.length - 1);
  }

  rowSpan(row) {
    return [row ? this.data.breaks[row - 1] : 0, this.data.breaks[row]];
  }

  lineNumber(offset) {
    return this.data.first + this.rowOf(offset);
  }

  /** The piece at an offset, or null. */
  pieceAt(offset) {
    for (let n = after(this.starts, offset) - 1; n >= 0 && n > after(this.starts, offset) - 4; n--) {
      if (this.pieces[n].lo <= offset && offset < this.pieces[n].hi) return this.pieces[n];
    }
    return null;
  }

  /** The line (as it was put in order, not the row of the dump) that an offset is in, by its first stretch; null in blanks. */
  lineAt(offset) {
    const at = after(this.lineStarts, offset) - 1;
    for (let n = at; n >= 0 && n > at - 4; n--) {
      if (this.lines[n].lo <= offset && offset < this.lines[n].hi) return this.rowsOf.get(this.lines[n].number)[0];
    }
    return null;
  }

  /** As the corrections file has a line, one span for each row it is in: offsets into the whole file's text. */
  asSpans(line) {
    return this.rowsOf.get(line.number).map(({ lo, hi }) => [lo + this.data.base, hi + this.data.base]);
  }

  /** The row in which a line's text begins, or ends. */
  asSpan(line, what = "start") {
    const spans = this.asSpans(line);
    return spans[what === "end" ? spans.length - 1 : 0];
  }

  /** What was decided of some stretches: [lo, hi] each. `edges`: only what makes boundaries. */
  decided(spans, edges) {
    return this.decisions.filter((made) => !this.isWide(made) && !(edges && APART.test(made.rule)) && spans.some(([lo, hi]) => touch(made.lo, made.hi, lo, hi)));
  }

  /** How far the articles of some stretches are trusted to be whole. */
  trusted(spans) {
    return this.decisions.filter((made) => made.rule === "segment.trust-article" && spans.some(([lo, hi]) => touch(made.lo, made.hi, lo, hi)));
  }

  isWide(made) {
    return made.rule !== "segment.trust-article" && made.hi - made.lo >= this.letters.length / 2 && this.data.breaks.length > 2;
  }

  edited(spans) {
    return this.edits.filter((edit) => spans.some(([lo, hi]) => touch(edit.lo, edit.hi, lo, hi)));
  }
}
