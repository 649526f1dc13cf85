"use strict";
// What a person marked as wrong, page by page, and the file that it becomes.
// A mark is one entry of the file; there is one of each kind for a line, or for an article (by its first line).

const marks = {
  batch: "",
  comment: undefined, // of the file that was loaded
  pages: new Map(), // page → { sha256, checked, comment, list: Map(key → mark) }
  kept: true, // whether the browser keeps them when the tab is closed

  /** What storage keeps them by: sites of other folders have their own. */
  get place() {
    return `clipsheet review ${decodeURI(location.pathname)} ${this.batch}`;
  },

  begin(batch) {
    this.batch = batch;
    try {
      const text = localStorage.getItem(this.place);
      if (text) this.take(JSON.parse(text));
      localStorage.setItem(`${this.place} probe`, "1");
      localStorage.removeItem(`${this.place} probe`);
    } catch (wrong) {
      this.kept = false;
    }
  },

  key(mark) {
    return `${mark.what} ${(mark.line || mark.of)[0]}`;
  },

  /** The marks of a page, in its order. */
  of(page) {
    const found = this.pages.get(page);
    if (!found) return [];
    return [...found.list.values()].sort((a, b) => (a.line || a.of)[0] - (b.line || b.of)[0] || (a.what < b.what ? -1 : 1));
  },

  find(page, what, offset) {
    const found = this.pages.get(page);
    return found && found.list.get(`${what} ${offset}`);
  },

  /** Mark something, in the place of what was marked there before. */
  set(page, sha256, mark) {
    this.held(page, sha256).list.set(this.key(mark), mark);
    this.changed();
  },

  /** What is held of a page, made if there is nothing yet; what was said of another version of its file goes, since its offsets mean other lines now. */
  held(page, sha256) {
    if (this.areOld(page, sha256) || !this.pages.has(page)) this.pages.set(page, { sha256, list: new Map() });
    return this.pages.get(page);
  },

  /** Whether what is held of a page was said of another version of its file. */
  areOld(page, sha256) {
    return Boolean(sha256 && this.pages.has(page) && this.pages.get(page).sha256 !== sha256);
  },

  /** Whether a person has looked at the whole page; with `sha256`, at this version of it. */
  isChecked(page, sha256) {
    return Boolean(this.pages.has(page) && this.pages.get(page).checked && !this.areOld(page, sha256));
  },

  /** Say that a person has looked at the whole page, or take that back. */
  check(page, sha256, checked) {
    const held = this.held(page, sha256);
    held.checked = checked || undefined;
    if (!checked && !held.list.size) this.pages.delete(page);
    this.changed();
  },

  drop(page, mark) {
    const held = this.pages.get(page);
    if (!held) return;
    held.list.delete(this.key(mark));
    if (!held.list.size && !held.checked) this.pages.delete(page);
    this.changed();
  },

  clear() {
    this.pages.clear();
    this.changed();
  },

  get number() {
    return [...this.pages.values()].reduce((sum, held) => sum + held.list.size, 0);
  },

  get checked() {
    return [...this.pages.values()].filter((held) => held.checked).length;
  },

  /** The file, as an object. */
  file() {
    const pages = [...this.pages.keys()].sort().map((page) => {
      const { sha256, checked, comment } = this.pages.get(page); // what is undefined is not written
      return { page, sha256, checked, comment, corrections: this.of(page) };
    });
    return { schema_version: "1.0", batch: this.batch, comment: this.comment, pages };
  },

  text() {
    return `${JSON.stringify(this.file(), null, 1)}\n`;
  },

  /** Add the marks of a file; those that are here already stay, and with them the version of a page's file that they are of.
   *  Returns the pages of which the file speaks of another version, and so is not taken. Throws an Error that says what is
   *  wrong with the file. */
  take(file) {
    const wrong = wrongWith(file, this.batch);
    if (wrong) throw new Error(wrong);
    this.comment = this.comment || file.comment;
    const left = [];
    for (const { page, sha256, checked, comment, corrections } of file.pages) {
      if (this.areOld(page, sha256)) { left.push(page); continue; }
      const here = this.pages.get(page) || { sha256, comment, list: new Map() };
      here.checked = here.checked || checked || undefined;
      for (const mark of corrections) if (!here.list.has(this.key(mark))) here.list.set(this.key(mark), mark);
      if (here.list.size || here.checked) this.pages.set(page, here);
    }
    this.changed();
    return left;
  },

  changed() {
    try {
      if (this.kept) localStorage.setItem(this.place, JSON.stringify(this.file()));
    } catch (wrong) {
      this.kept = false;
    }
    document.dispatchEvent(new Event("marks"));
  },
};

const KINDS = ["article", "caption", "notice", "unknown"];

/** What is wrong with a corrections file, in words; empty if nothing is. */
function wrongWith(file, batch) {
  const span = (one) => Array.isArray(one) && one.length === 2 && one.every((n) => Number.isInteger(n) && n >= 0) && one[0] < one[1];
  const right = {
    start: (one) => span(one.line) && typeof one.right === "boolean",
    end: (one) => span(one.line) && typeof one.right === "boolean",
    headline: (one) => span(one.of) && Array.isArray(one.lines) && one.lines.every(span),
    kind: (one) => span(one.of) && KINDS.includes(one.kind),
  };
  if (!file || typeof file !== "object" || !Array.isArray(file.pages)) return "it is no file of corrections";
  if (file.schema_version !== "1.0") return `it has the schema version ${file.schema_version}, not 1.0`;
  if (file.batch !== batch) return `it is of the batch ${file.batch}, not ${batch}`;
  for (const page of file.pages) {
    if (!page || typeof page.page !== "string" || typeof page.sha256 !== "string" || !Array.isArray(page.corrections)) {
      return "one of its pages lacks its name, its digest or its corrections";
    }
    const odd = page.corrections.find((one) => !one || !Object.hasOwn(right, one.what) || !right[one.what](one));
    if (odd) return `a correction of the page ${page.page} is none: ${JSON.stringify(odd)}`;
  }
  return "";
}

/** Hand the file to the browser to save. */
function saveMarks() {
  const address = URL.createObjectURL(new Blob([marks.text()], { type: "application/json" }));
  el("a", { href: address, download: "corrections.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** A mark in words. `text(lo, hi)` gives the source. */
function inWords(mark, text) {
  if (mark.what === "start") return mark.right ? "an article starts with this line" : "no article starts with this line";
  if (mark.what === "end") return mark.right ? "an article ends with this line" : "no article ends with this line";
  if (mark.what === "kind") return `this article’s kind is ${mark.kind}`;
  if (!mark.lines.length) return "this article has no headline";
  return `this article’s headline is “${mark.lines.map(([lo, hi]) => text(lo, hi).trim()).join(" ")}”`;
}
