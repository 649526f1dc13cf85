"use strict";
// The view of a page: the source, the articles, and why; what is chosen on one side shows on the other.

let view = null; // the page in view

/** Show a page, once its data have come. */
function showPage(main, row) {
  document.title = `${plain(row.page)} – ${marks.batch}`;
  main.replaceChildren(el("p", { class: "alone" }, "Loading …"));
  load(row.file, (printed) => {
    if (route().file !== row.file) return;
    if (printed) { view = new PageView(main, row, printed); return; }
    main.replaceChildren(el("div", { class: "alone" }, el("h1", { tabindex: -1 }, el("bdi", {}, row.page)),
      el("p", {}, `pages/${row.file}.js cannot be loaded. Make the site again:`), el("code", {}, `clipsheet review --batch ${marks.batch}`)));
  });
}

class PageView {
  constructor(main, row, printed) {
    Object.assign(this, { row, printed, parts: new Map(), rows: [], chosen: null, picking: null, limit: Number(settings.get("limit")) || 0.6, at: -1 });
    this.act = {
      mark: (mark, old) => this.mark(mark, old),
      pick: (article) => this.pick(article),
      go: (lo) => this.choose({ what: "line", lo }),
    };
    main.replaceChildren(this.build());
    document.getElementById("main").querySelector("h1").focus({ preventScroll: true });
    this.drawMarks();
    this.drawDoubts();
    this.drawWhy();
  }

  build() {
    const { printed, row } = this;
    const at = list.shown.findIndex((one) => one.file === row.file);
    const beside = (step, label, key) => {
      const other = at < 0 ? null : nextWithFile(at, step);
      return el("a", { class: other ? "step" : "step off", href: other ? `#page=${other.file}` : null, "aria-disabled": other ? null : "true", title: other ? `${other.page} (${key})` : null }, label);
    };
    this.source = el("section", { class: "source", "aria-label": "The source as printed", tabindex: 0, lang: printed.data.language });
    this.source.append(el("div", { class: isWide(printed) ? "text-view unwrapped" : "text-view" }, sourceRows(printed, this.parts, this.rows)));
    if (printed.data.sheet) this.source.prepend(el("div", { class: "sheet-view" }, sheetOf(printed, this.parts)));
    this.articles = el("section", { class: "articles", "aria-label": "The articles", tabindex: 0 }, articlesOf(printed, this.parts));
    this.why = el("div", { class: "why-body", "aria-live": "polite" });
    this.panel = el("aside", { class: "why", "aria-label": "Why", tabindex: 0 }, this.why, this.marked = el("div", {}));
    const grid = el("div", { class: "grid", onclick: (event) => this.clicked(event), onmouseover: (event) => this.hover(event), onmouseout: () => this.hover(null), onkeydown: (event) => this.arrows(event) },
      this.source, this.articles, this.panel);
    const back = el("a", { class: "back", href: toAddress() }, "‹ All pages");
    return el("div", { class: "page" },
      el("div", { class: "head" },
        el("div", { class: "title" }, back, el("h1", { tabindex: -1 }, el("bdi", {}, printed.data.page)), el("span", { class: `state ${row.state}` }, row.state),
          el("p", { class: "lead" }, this.about())),
        el("nav", { class: "steps", "aria-label": "Pages" }, beside(-1, "‹ Page before", "Shift+P"), beside(1, "Next page ›", "Shift+N"))),
      row.note && noteOf(row.note),
      printed.data.warnings.map((one) => el("p", { class: "warning" }, el("b", {}, one.code), " ", el("bdi", {}, one.message))),
      this.toolbar(), grid);
  }

  about() {
    const { data } = this.printed;
    const bits = [data.language, data.encoding, count(data.articles.length, "article"), `lines ${data.first} to ${data.first + data.breaks.length - 1}`];
    if (data.counts) bits.push(`${data.counts.in_furniture} characters set aside, ${data.counts.in_edits} taken out`);
    return [data.source && el("bdi", {}, data.source), data.source && " · ", bits.join(" · ")];
  }

  toolbar() {
    const limits = el("select", { "aria-label": "Doubtful means less sure than", onchange: (event) => { this.limit = Number(event.target.value); settings.set("limit", event.target.value); this.at = -1; this.drawDoubts(); } },
      [0.9, 0.8, 0.7, 0.6, 0.5].map((value) => el("option", { value, selected: value === this.limit }, `below ${percent(value)}`)));
    this.doubtCount = el("span", { class: "count" });
    const views = this.printed.data.sheet && el("div", { class: "views", role: "group", "aria-label": "The source as" },
      ["sheet", "text"].map((name) => button(name === "sheet" ? "Sheet" : "Text", () => this.show(name), { "data-view": name, "aria-pressed": String(name === "sheet") })),
      button("Larger", () => this.zoom(), { id: "zoom" }));
    this.show("sheet");
    this.checked = button("", () => this.check(), { id: "checked", disabled: !this.printed.data.sha256, title: "I have looked at the whole page: with the marks on it, it is right" });
    return el("div", { class: "toolbar", role: "group", "aria-label": "Doubtful places, and how the source is shown" },
      button("‹ Before", () => this.step(-1), { id: "doubt-before", title: "doubtful place before (p)", "aria-keyshortcuts": "p" }),
      this.doubtCount,
      button("Next doubtful place ›", () => this.step(1), { id: "doubt-next", title: "next doubtful place (n)", "aria-keyshortcuts": "n", class: "main" }),
      limits, views, this.checked,
      el("span", { class: "legend quiet", "aria-hidden": "true" }, el("span", { class: "part furniture" }, "furniture"), el("del", { class: "edit gone" }, "taken out"), el("span", { class: "edit changed" }, "changed"), "▸ start ◂ end"));
  }

  /** Sheet or text. */
  show(name) {
    if (!this.printed.data.sheet) return;
    this.source.dataset.view = name;
    for (const one of document.querySelectorAll("[data-view]")) if (one !== this.source) one.setAttribute("aria-pressed", String(one.dataset.view === name));
  }

  /** Draw the sheet larger, and after the largest small again. */
  zoom() {
    const sizes = ["100%", "170%", "280%"];
    const { style } = this.source.querySelector(".sheet");
    const next = (sizes.indexOf(style.width || "100%") + 1) % sizes.length;
    style.width = sizes[next];
    document.getElementById("zoom").textContent = next === 2 ? "Smaller" : "Larger";
    if (this.chosen) this.bring(null);
  }

  get doubts() {
    return this.printed.doubts.filter((doubt) => doubt.score < this.limit);
  }

  drawDoubts() {
    const number = this.doubts.length;
    this.doubtCount.textContent = !number ? "nothing is doubtful" : this.at < 0 ? count(number, "doubtful place") : `${this.at + 1} of ${number}`;
    for (const id of ["doubt-before", "doubt-next"]) {
      const one = document.getElementById(id);
      if (one) one.disabled = !number;
    }
  }

  /** The next doubtful place, or the one before; after the last comes the first. */
  step(way) {
    const { doubts } = this;
    if (!doubts.length) return;
    this.at = this.at < 0 ? (way > 0 ? 0 : doubts.length - 1) : (this.at + way + doubts.length) % doubts.length;
    const doubt = doubts[this.at];
    this.choose({ what: "line", lo: doubt.lo, doubt, article: doubt.article && this.printed.articles[doubt.article - 1] });
    this.drawDoubts();
  }

  clicked(event) {
    const edge = event.target.closest("[data-edge]");
    if (edge) {
      const article = this.printed.articles[edge.dataset.article - 1];
      return this.choose({ what: edge.dataset.edge, article, from: edge });
    }
    const badge = event.target.closest("button.badge, .flag");
    if (badge) return this.choose({ what: "start", article: this.printed.articles[badge.dataset.article - 1], from: badge });
    if (window.getSelection().toString()) return undefined; // somebody is copying
    const number = event.target.closest(".number");
    const part = event.target.closest("[data-lo]");
    if (part) return this.choose({ what: "line", lo: Number(part.dataset.lo), from: part });
    if (number) return this.choose({ what: "line", lo: this.firstIn(Number(number.dataset.row)), from: number });
    const field = event.target.closest("[data-key]");
    const piece = field && this.printed.pieces.find((one) => one.key === field.dataset.key);
    if (piece) return this.choose({ what: "line", lo: piece.lo, key: piece.key, from: field });
    return undefined;
  }

  /** The first offset of a row that a line has. */
  firstIn(row) {
    const [lo, hi] = this.printed.rowSpan(row);
    for (let at = lo; at < hi; at++) if (this.printed.lineAt(at)) return at;
    return lo;
  }

  /** Choose a place: {what, lo, article, doubt, from}; show it on both sides, and why. */
  choose(chosen) {
    const { printed } = this;
    const made = { ...chosen };
    if (made.what === "start") made.spans = made.article.opens.map((one) => [one.lo, one.hi]);
    else if (made.what === "end") made.spans = made.article.ends ? [[made.article.ends.lo, made.article.ends.hi]] : [];
    else if (made.what === "headline") made.spans = made.article.heads.map((one) => [one.lo, one.hi]);
    if (made.what === "start" && made.article.begins) made.lo = made.article.begins.lo;
    if (made.what === "end" && made.article.ends) made.lo = made.article.ends.hi - 1;
    if (made.what === "headline") made.lo = (made.article.heads.find((one) => one.field === "headline") || made.article.body).lo;
    const line = printed.lineAt(made.lo);
    if (this.picking && made.what === "line" && line) return this.toggle(line);
    const piece = printed.pieceAt(made.lo);
    if (made.what === "line") {
      made.spans = line ? printed.lines.filter((one) => one.number === line.number).map((one) => [one.lo, Math.max(one.hi, hiOf(printed, one))]) : [printed.rowSpan(printed.rowOf(made.lo))];
      made.article = made.article || (piece && piece.article ? printed.articles[piece.article - 1] : null);
    }
    made.key = made.key || (piece && piece.key);
    this.chosen = made;
    this.light();
    this.bring(made.from);
    this.drawWhy();
    return undefined;
  }

  /** Mark what is chosen, on both sides. */
  light() {
    for (const one of document.querySelectorAll(".grid .on")) one.classList.remove("on");
    const { chosen } = this;
    if (!chosen) return;
    for (const one of this.parts.get(chosen.key) || []) one.classList.add("on");
    this.rows[this.printed.rowOf(chosen.lo)].classList.add("on");
    if (chosen.article) document.getElementById(`article-${chosen.article.number}`).classList.add("on");
  }

  /** Bring the chosen place into sight on each side but the one it was chosen on. */
  bring(from) {
    const apart = window.matchMedia("(min-width: 48rem)").matches; // as in the style sheet; else there is one column, and the page would jump
    const row = this.rows[this.printed.rowOf(this.chosen.lo)];
    const inSheet = this.source.dataset.view === "sheet";
    const own = (this.parts.get(this.chosen.key) || []);
    const there = own.find((one) => this.articles.contains(one)) || (this.chosen.article && document.getElementById(`article-${this.chosen.article.number}`));
    const drawn = inSheet ? own.find((one) => one instanceof SVGElement) : row;
    if (drawn && !(from && this.source.contains(from)) && (apart || !from)) bringInto(apart ? this.source : null, drawn, 0.4);
    if (there && apart && !(from && this.articles.contains(from))) bringInto(this.articles, there, 0.25);
    if (drawn === row) this.sideways(row);
    if (apart) this.panel.scrollTop = 0;
  }

  /** Where rows are wider than their box, bring the chosen part of a row into it. */
  sideways(row) {
    const parts = [...row.querySelectorAll(".part")].filter((one) => Number(one.dataset.lo) <= this.chosen.lo);
    const part = parts[parts.length - 1];
    if (!part || this.source.scrollWidth <= this.source.clientWidth + 1) return;
    const [inside, box] = [part.getBoundingClientRect(), this.source.getBoundingClientRect()];
    if (inside.left < box.left || inside.right > box.right) this.source.scrollLeft += inside.left - box.left - 120;
  }

  hover(event) {
    for (const one of document.querySelectorAll(".grid .hot")) one.classList.remove("hot");
    const over = event && event.target.closest("[data-key]");
    if (over) for (const one of this.parts.get(over.dataset.key) || []) one.classList.add("hot");
  }

  /** Up and down among the lines. */
  arrows(event) {
    const number = event.target.closest(".number");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!number || !step) return;
    const to = this.rows[Number(number.dataset.row) + step];
    if (!to) return;
    event.preventDefault();
    number.tabIndex = -1;
    const next = to.querySelector(".number");
    next.tabIndex = 0;
    next.focus();
  }

  drawWhy() {
    const { chosen, printed } = this;
    this.panel.classList.toggle("idle", !chosen && !this.picking);
    if (this.picking) { this.drawPicking(); return; }
    if (!chosen) {
      this.why.replaceChildren(el("h2", {}, "Why?"), el("p", { class: "quiet" }, "Choose a line, a headline, ▸ or ◂ to read why it is what it is, and to mark it if it is wrong. ", el("kbd", {}, "n"), " goes to the next doubtful place."));
      return;
    }
    const place = chosen.key && printed.pieces.find((one) => one.key === chosen.key);
    const where = place ? (place.article ? `${place.field} of article ${place.article}` : `furniture of the page (${place.field})`) : "no part of any article";
    const [lo, hi] = chosen.what === "line" ? printed.rowSpan(printed.rowOf(chosen.lo)) : chosen.spans[0] || [chosen.lo, chosen.lo];
    this.why.replaceChildren(...[
      el("div", { class: "why-head" }, el("h2", {}, titleOf(printed, chosen)),
        this.doubts.length > 0 && [["‹", -1, "Doubtful place before"], ["›", 1, "Next doubtful place"]].map(([sign, way, label]) => button(sign, () => this.step(way), { class: "step narrow-only", "aria-label": label })),
        button("×", () => this.close(), { class: "close", "aria-label": "Close (Escape)" })),
      chosen.doubt && el("p", { class: "doubt" }, el("b", {}, `Doubtful place ${this.at + 1} of ${this.doubts.length}: `), el("bdi", {}, chosen.doubt.what), chosen.doubt.score > 0 && ` (${percent(chosen.doubt.score)} sure)`),
      el("p", { class: "where" }, quoted(printed.cut(lo, hi)), " → ", where,
        chosen.article && button("show", () => bringInto(null, document.getElementById(`article-${chosen.article.number}`), 0.15), { class: "small narrow-only" })),
      markTools(printed, chosen, this.act),
      explanation(printed, chosen),
    ].flat(Infinity).filter((one) => one instanceof Node));
  }

  close() {
    this.chosen = null;
    this.picking = null;
    this.light();
    this.drawPicked();
    this.drawWhy();
  }

  mark(mark, old) {
    const { page, sha256 } = this.printed.data;
    if (old) marks.drop(page, old);
    if (mark) marks.set(page, sha256, mark);
    say(mark ? "marked" : "mark taken back");
    this.drawMarks();
    this.drawWhy();
  }

  /** Say, or take back, that a person has looked at the whole page. */
  check() {
    const { page, sha256 } = this.printed.data;
    marks.check(page, sha256, !marks.isChecked(page, sha256));
    say(marks.isChecked(page) ? "checked" : "not checked");
    this.drawMarks();
    this.drawWhy();
  }

  drawMarks() {
    const { base } = this.printed.data;
    for (const row of this.rows) row.classList.remove("marked");
    for (const mark of marks.of(this.printed.data.page)) {
      for (const [lo] of mark.what === "headline" && mark.lines.length ? mark.lines : [mark.line || mark.of]) {
        const row = this.rows[this.printed.rowOf(lo - base)];
        if (row) row.classList.add("marked");
      }
    }
    const checked = marks.isChecked(this.printed.data.page, this.printed.data.sha256);
    this.checked.setAttribute("aria-pressed", String(checked));
    this.checked.textContent = checked ? "☑ Checked" : "☐ Checked";
    this.marked.replaceChildren(...[markList(this.printed, this.act)].filter(Boolean));
  }

  /** Begin to pick the lines of an article's headline. */
  pick(article) {
    this.picking = { article, lines: new Set(article.heads.map((piece) => this.printed.lineAt(piece.lo)).filter(Boolean)) };
    this.show("text");
    this.drawPicked();
    this.drawWhy();
  }

  toggle(line) {
    const { lines } = this.picking;
    if (!lines.delete(line)) lines.add(line);
    this.drawPicked();
    this.drawWhy();
  }

  drawPicked() {
    for (const row of this.rows) row.classList.remove("picked");
    for (const line of this.picking ? this.picking.lines : []) this.rows[this.printed.rowOf(line.lo)].classList.add("picked");
  }

  drawPicking() {
    const { article, lines } = this.picking;
    const ordered = [...lines].sort((a, b) => a.lo - b.lo);
    const done = () => {
      const of = bodyLine(this.printed, article, lines);
      this.picking = null;
      this.drawPicked();
      this.mark({ what: "headline", lines: ordered.flatMap((line) => this.printed.asSpans(line)), of }, markOf(this.printed, article, "headline"));
    };
    const cancel = () => { this.picking = null; this.drawPicked(); this.drawWhy(); };
    this.why.replaceChildren(el("h2", {}, `Which lines are the headline of article ${article.number}?`),
      el("p", {}, "Choose them in the source; choosing one again takes it out."),
      el("ol", { class: "picked-lines" }, ordered.map((line) => el("li", {}, `line ${this.printed.lineNumber(line.lo)}: `, quoted(this.printed.cut(line.lo, line.hi))))),
      el("div", { class: "buttons" }, button("These lines", done, { class: "main", disabled: !lines.size, id: "picked" }), button("Cancel", cancel)));
  }
}

/** Scroll a box (the window, where there is none) so that something in it is in sight, at this share of its height. */
function bringInto(box, what, share) {
  const place = what.getBoundingClientRect();
  const [top, height] = box ? [box.getBoundingClientRect().top, box.clientHeight] : [60, window.innerHeight / 2]; // below half is what is said
  if (box && place.top >= top && place.bottom <= top + height) return;
  (box || window).scrollBy({ top: place.top - top - height * share });
}

/** Where a line's row ends its line, so that a hyphen taken out at its end is asked of, too. */
function hiOf(printed, stretch) {
  const end = printed.rowSpan(printed.rowOf(stretch.lo))[1];
  const next = printed.lines.find((one) => one.lo >= stretch.hi && one.lo < end);
  return next ? next.lo : end;
}

/** Whether rows of the dump hold columns side by side, which wrapping would tear. */
function isWide(printed) {
  let gaps = 0;
  for (let row = 0; row < printed.data.breaks.length; row++) if (/\S {3,}\S/.test(printed.cut(...printed.rowSpan(row)))) gaps++;
  return gaps > printed.data.breaks.length / 8;
}

/** The next page of the list, in some direction, that can be shown. */
function nextWithFile(at, step) {
  for (let n = at + step; n >= 0 && n < list.shown.length; n += step) if (list.shown[n].file) return list.shown[n];
  return null;
}
