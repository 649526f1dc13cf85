"use strict";
// Why: what the ledger says of a place, the choice that came second, and what a person may mark there as wrong.

const said = (rule) => rule.replace(/^.*\./, "").replaceAll("-", " ");

/** A decision with its evidence. */
function decisionCard(printed, made) {
  const [first, last] = [printed.lineNumber(made.lo), printed.lineNumber(Math.max(made.lo, made.hi - 1))];
  const stayed = made.chosen === "hyphen joined" && !printed.edits.some((edit) => edit.lo === made.lo && edit.hi === made.hi);
  return el("section", { class: "card" },
    el("h4", {}, said(made.rule), el("span", { class: "quiet" }, first === last ? `line ${first}` : `lines ${first} to ${last}`)),
    el("p", { class: "of" }, quoted(printed.cut(made.lo, made.hi))),
    el("p", { class: "verdict" }, el("b", {}, el("bdi", {}, made.chosen)), el("span", { class: `sure ${level(made.score)}` }, el("span", { class: "bar", "aria-hidden": "true" }, width(made.score * 100)), `${percent(made.score)} sure`)),
    made.other && el("p", { class: "other" }, "rather than ", el("b", {}, el("bdi", {}, made.other))),
    stayed && el("p", {}, "It stayed all the same: the next line is another text’s."),
    printed.data.reasons[made.rule] && el("p", { class: "because" }, printed.data.reasons[made.rule]),
    evidence(printed, made));
}

function evidence(printed, made) {
  const found = [];
  for (let n = 0; n < made.evidence.length; n += 2) found.push([printed.data.words[made.evidence[n]], made.evidence[n + 1]]);
  if (!found.length) return null;
  const weights = found.filter(([, value]) => typeof value === "number").sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const most = Math.max(...weights.map(([, value]) => Math.abs(value)), 0.001);
  return el("ul", { class: "evidence" },
    found.filter(([, value]) => typeof value === "string").map(([name, value]) => el("li", {}, el("span", {}, name, ": ", el("bdi", {}, value)))),
    weights.map(([name, value]) => el("li", { class: value < 0 ? "against" : "for" },
      el("span", { class: "weight" }, el("span", { class: "hidden" }, value < 0 ? "against it: " : "for it: "), (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2)),
      el("span", { class: "bar", "aria-hidden": "true" }, width((100 * Math.abs(value)) / most)),
      el("bdi", {}, name))));
}

function editLine(printed, edit) {
  const name = (text) => (text ? quoted(text.trim() ? text : text.replace(/\n/g, "line end").replace(/\s/g, "␠")) : "nothing");
  return el("li", {}, el("b", {}, said(edit.rule)), `, line ${printed.lineNumber(edit.lo)}: `, name(printed.cut(edit.lo, edit.hi)), " → ", name(edit.to),
    printed.data.reasons[edit.rule] && el("span", { class: "because" }, printed.data.reasons[edit.rule]));
}

/** What is said of a place: {what, article, lo, spans, doubt}. */
function explanation(printed, chosen) {
  const { what, article, spans } = chosen;
  const edges = what !== "line";
  const first = (made) => (what === "headline" && /-headline$/.test(made.rule) ? 0 : 1); // asked of a headline, its own choices first
  const near = printed.decided(spans, edges).sort((a, b) => first(a) - first(b) || a.hi - a.lo - (b.hi - b.lo) || a.lo - b.lo);
  const whole = edges ? printed.trusted(spans) : [];
  const wide = printed.decisions.filter((made) => printed.isWide(made));
  const edits = edges ? [] : printed.edited(spans);
  return [
    near.filter((made) => !whole.includes(made)).map((made) => decisionCard(printed, made)),
    what === "headline" && !article.headline && el("p", {}, "No headline on the page belongs to it."),
    whole.length > 0 && [el("h3", {}, "How far it is one whole"), whole.map((made) => decisionCard(printed, made))],
    edits.length > 0 && [el("h3", {}, "What was changed"), el("ul", { class: "edits" }, edits.map((edit) => editLine(printed, edit)))],
    !near.length && !edits.length && !whole.length && el("p", { class: "quiet" }, "Nothing was decided or changed here: it was taken as printed."),
    !edges && wide.length > 0 && el("details", {}, el("summary", {}, "For the page as a whole"), wide.map((made) => decisionCard(printed, made))),
  ];
}

/** The heading of what is said. */
function titleOf(printed, chosen) {
  const name = chosen.article && `article ${chosen.article.number}`;
  if (chosen.what === "start") return `Why does ${name} begin here?`;
  if (chosen.what === "end") return `Why does ${name} end here?`;
  if (chosen.what === "headline") return `Why is this the headline of ${name}?`;
  return `Line ${printed.lineNumber(chosen.lo)}`;
}

/** What can be marked as wrong at a place. `act` has what the buttons do. */
function markTools(printed, chosen, act) {
  if (!printed.data.sha256) return null;
  const line = printed.lineAt(chosen.lo);
  const { page } = printed.data;
  const toggles = line ? ["start", "end"].map((what) => {
    const is = printed.articles.some((one) => lineOfEdge(printed, one, what) === line);
    const mark = { what, line: printed.asSpan(line, what), right: !is };
    const old = marks.find(page, what, mark.line[0]);
    const label = is ? `No article ${what}s here` : `An article ${what}s here`;
    return button(label, () => act.mark(old ? null : mark, old), { "aria-pressed": String(Boolean(old)), class: "mark", "data-mark": what });
  }) : [];
  const { article } = chosen;
  return el("fieldset", { class: "marking" }, el("legend", {}, "Is it wrong?"),
    toggles.length > 0 && el("div", { class: "buttons" }, toggles),
    article && articleTools(printed, article, act),
    !toggles.length && !article && el("p", { class: "quiet" }, "Nothing can be marked here: no line of an article’s text is at this place."));
}

function articleTools(printed, article, act) {
  const of = bodyLine(printed, article, new Set());
  if (!of) return null;
  const headline = markOf(printed, article, "headline");
  const kind = markOf(printed, article, "kind");
  const none = { what: "headline", lines: [], of };
  const isNone = Boolean(headline && !headline.lines.length);
  const kinds = el("select", { "data-mark": "kind", onchange: (event) => {
    const value = event.target.value;
    act.mark(value === article.kind ? null : { what: "kind", of, kind: value }, kind);
  } }, KINDS.map((value) => el("option", { value, selected: value === (kind ? kind.kind : article.kind) }, value)));
  return el("div", { class: "buttons" }, el("span", { class: `badge ${hue(article.number)}`, "aria-label": `article ${article.number}` }, String(article.number)),
    button("Its headline is …", () => act.pick(article), { class: "mark", "data-mark": "headline", "aria-pressed": String(Boolean(headline && headline.lines.length)) }),
    (article.headline || isNone) && button("It has no headline", () => act.mark(isNone ? null : none, headline), { class: "mark", "data-mark": "no-headline", "aria-pressed": String(isNone) }),
    el("label", {}, "Kind ", kinds));
}

/** The line by which the file names an article: the first of its text that is none of these lines. */
function bodyLine(printed, article, but) {
  const text = article.own.filter((piece) => piece.field.startsWith("paragraph"));
  const lines = [...text, ...article.heads, ...article.own].map((piece) => printed.lineAt(piece.lo)).filter(Boolean);
  const found = lines.find((line) => !but.has(line)) || lines[0];
  return found ? printed.asSpan(found) : null;
}

/** The mark that says something of an article, by whichever of its lines. */
function markOf(printed, article, what) {
  const { base, page } = printed.data;
  return marks.of(page).find((mark) => mark.what === what && article.own.some((piece) => touch(piece.lo, piece.hi, mark.of[0] - base, mark.of[1] - base)));
}

/** The line at which an article's text begins or ends. */
function lineOfEdge(printed, article, what) {
  const piece = what === "start" ? article.begins : article.ends;
  return piece && printed.lineAt(what === "start" ? piece.lo : piece.hi - 1);
}

/** The marks of the page, each with a button that takes it back. */
function markList(printed, act) {
  const { base, page, sha256 } = printed.data;
  const found = marks.of(page);
  const old = marks.areOld(page, sha256);
  if (!found.length && !old) return null;
  const text = (lo, hi) => printed.cut(lo - base, hi - base);
  return el("section", { class: "marks", "aria-label": "Marks on this page" }, el("h3", {}, `Marked on this page`),
    old && el("p", { class: "warning" }, "These, and “checked”, were said of another version of this file, and clipsheet does not make them. The first mark on this one takes their place."),
    el("ul", {}, found.map((mark) => {
      const lo = (mark.line || mark.of)[0] - base;
      return el("li", {}, button(`line ${printed.lineNumber(lo)}`, () => act.go(lo), { class: "plain" }), " ", inWords(mark, text), " ",
        button("take back", () => act.mark(null, mark), { class: "small" }));
    })));
}
