"use strict";
// The list of pages: sorted, filtered, with plots. What is chosen stands in the address, so that going back brings it back.

const list = {
  all: [], // every page, as an object
  shown: [], // those that the filter leaves, in order: the order of "next page", too
  limit: 200, // rows drawn
  wanted: { q: "", state: "", warning: "", below: "", sort: "page", down: "" },
};

/** Rows as objects. */
function takeBatch(data) {
  list.all = data.rows.map((row, number) => {
    const made = { number };
    data.columns.forEach((name, n) => { made[name] = row[n]; });
    made.note = made.note || null;
    made.state = data.states[made.state];
    made.rank = data.states.indexOf(made.state);
    const sure = ["headline", "start", "end"].filter((name) => made[name] !== null);
    made.least = sure.reduce((least, name) => (least === null || made[name] < made[least] ? name : least), null);
    made.lowest = made.least && made[made.least];
    made.warned = Object.values(made.warnings || {}).reduce((a, b) => a + b, 0);
    const characters = made.in_articles + made.in_furniture + made.in_edits;
    made.aside = characters ? made.in_furniture / characters : 0;
    return made;
  });
  list.shown = list.all;
}

const COLUMNS = [
  { id: "page", label: "Page", by: (row) => row.page.toLowerCase() },
  { id: "state", label: "State", by: (row) => row.rank },
  { id: "articles", label: "Articles", by: (row) => row.articles, number: true, wide: true },
  { id: "doubts", label: "Doubtful", by: (row) => row.doubts, number: true, title: "places that the program was less than 60% sure of" },
  { id: "sure", label: "Least sure", by: (row) => (row.lowest === null ? 101 : row.lowest), title: "the lowest confidence of a headline, start or end on the page" },
  { id: "aside", label: "Set aside", by: (row) => row.aside, number: true, wide: true, title: "share of the characters that are furniture" },
  { id: "edits", label: "Taken out", by: (row) => row.in_edits, number: true, wide: true, title: "characters taken out by edits" },
  { id: "warnings", label: "Warnings", by: (row) => row.warned, wide: true },
  { id: "marks", label: "Marks", by: (row) => marks.of(row.page).length + (marks.isChecked(row.page) ? 0.5 : 0), number: true, wide: true },
];

function chosen(row, wanted) {
  if (wanted.state && row.state !== wanted.state) return false;
  if (wanted.warning && !Object.hasOwn(row.warnings || {}, wanted.warning)) return false;
  if (wanted.below && (row.lowest === null || row.lowest >= Number(wanted.below))) return false;
  if (!wanted.q) return true;
  const note = row.note ? `${row.note.why} ${row.note.mend || ""}` : "";
  const text = `${row.page} ${row.language || ""} ${note} ${Object.keys(row.warnings || {}).join(" ")}`.toLowerCase();
  return wanted.q.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function ordered(rows, wanted) {
  const by = (COLUMNS.find((column) => column.id === wanted.sort) || COLUMNS[0]).by;
  const way = wanted.down ? -1 : 1;
  const keyed = rows.map((row) => [by(row), row]);
  return keyed.sort(([a, x], [b, y]) => (a < b ? -way : a > b ? way : x.number - y.number)).map(([, row]) => row);
}

/** What is wanted, from the address and into it. */
function fromAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#\??/, ""));
  for (const name of Object.keys(list.wanted)) list.wanted[name] = given.get(name) || (name === "sort" ? "page" : "");
}

function toAddress() {
  const given = new URLSearchParams(Object.entries(list.wanted).filter(([name, value]) => value && !(name === "sort" && value === "page")));
  return given.size ? `#?${given}` : "#";
}

function want(changes) {
  Object.assign(list.wanted, changes);
  list.limit = 200;
  history.replaceState(null, "", toAddress());
  drawList();
}

/** The view, built once; `drawList` fills it. */
function showList(main) {
  document.title = `${marks.batch} – clipsheet review`;
  const failed = list.all.filter((row) => row.state === "failed").length;
  main.replaceChildren(
    el("div", { class: "list" },
      el("h1", { tabindex: -1 }, "Batch ", el("bdi", {}, marks.batch)),
      el("p", { class: "lead", id: "lead" }),
      failed > 0 && el("p", { class: "alert" }, el("strong", {}, `${count(failed, "page")} failed.`), " Each row says what to mend and what to type. ",
        button("Show only these", () => want({ state: "failed" }))),
      el("section", { class: "plots", "aria-label": "The batch in plots", id: "plots", tabindex: 0 }),
      filters(),
      el("div", { class: "scroll" }, el("table", { id: "table" }, el("caption", { class: "hidden" }, "Pages of the batch"),
        el("thead", {}, el("tr", {}, COLUMNS.map(heading))), el("tbody", {}))),
      el("p", { class: "more", id: "more" })));
  drawList();
}

function heading(column) {
  const turn = () => want({ sort: column.id, down: list.wanted.sort === column.id && !list.wanted.down ? "1" : "" });
  return el("th", { scope: "col", id: `by-${column.id}`, class: [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ") },
    button([column.label, el("span", { class: "arrow", "aria-hidden": "true" })], turn, { title: column.title }));
}

function filters() {
  const choice = (name, label, options) => el("label", {}, el("span", {}, label),
    el("select", { id: `filter-${name}`, onchange: (event) => want({ [name]: event.target.value }) },
      options.map(([value, text]) => el("option", { value }, text))));
  const having = (test) => list.all.filter(test).length;
  const states = ["failed", "stale", "missing", "done"].map((state) => [state, having((row) => row.state === state)]).filter(([, n]) => n);
  const codes = [...new Set(list.all.flatMap((row) => Object.keys(row.warnings || {})))].sort();
  return el("form", { class: "filters", role: "search", "aria-label": "Pages", onsubmit: (event) => event.preventDefault() },
    el("label", { class: "grow" }, el("span", {}, "Find"),
      el("input", { type: "search", id: "filter-q", placeholder: "page, language, warning, error …", autocomplete: "off", oninput: (event) => want({ q: event.target.value.trim() }) })),
    choice("state", "State", [["", "all states"], ...states.map(([state, n]) => [state, `${state} (${n})`])]),
    choice("warning", "Warning", [["", "any or none"], ...codes.map((code) => [code, `${code} (${having((row) => Object.hasOwn(row.warnings || {}, code))})`])]),
    choice("below", "Least sure", [["", "any"], ...[90, 80, 70, 60, 50, 30, 10].map((n) => [n, `below ${n}%`])]),
    button("Clear", () => want({ q: "", state: "", warning: "", below: "" }), { id: "filter-clear" }));
}

/** Draw what the filter leaves. */
function drawList() {
  const { wanted } = list;
  for (const name of ["q", "state", "warning", "below"]) {
    const field = document.getElementById(`filter-${name}`);
    if (document.activeElement !== field || name !== "q") field.value = wanted[name];
  }
  list.shown = ordered(list.all.filter((row) => chosen(row, wanted)), wanted);
  for (const column of COLUMNS) {
    const on = wanted.sort === column.id;
    document.getElementById(`by-${column.id}`).setAttribute("aria-sort", on ? (wanted.down ? "descending" : "ascending") : "none");
  }
  const total = (name) => list.shown.reduce((sum, row) => sum + row[name], 0);
  const part = list.shown.length === list.all.length ? count(list.all.length, "page") : `${list.shown.length.toLocaleString("en")} of ${count(list.all.length, "page")}`;
  document.getElementById("lead").textContent = `${part}, ${count(total("articles"), "article")}, ${count(total("doubts"), "doubtful place")}, ${count(total("warned"), "warning")}.`;
  say(part);
  document.getElementById("plots").replaceChildren(articlesPlot(list.all, list.shown), surenessPlot(list.all, list.shown), fatesPlot(list.shown));
  drawRows();
}

function drawRows() {
  const rows = list.shown.slice(0, list.limit);
  document.querySelector("#table tbody").replaceChildren(...rows.flatMap((row) => [rowOf(row), row.note && noteRow(row)].filter(Boolean)));
  const left = list.shown.length - rows.length;
  const more = () => { list.limit += 500; drawRows(); };
  document.getElementById("more").replaceChildren(...(left > 0 ? [button(`Show more (${left.toLocaleString("en")} left)`, more)] : list.shown.length ? [] : ["No page is like this."]));
}

function rowOf(row) {
  const name = el("bdi", {}, row.page);
  const sure = row.lowest === null ? el("span", { class: "quiet" }, "–")
    : el("span", { class: `sure ${level(row.lowest / 100)}` }, el("span", { class: "bar", "aria-hidden": "true" }, width(row.lowest)), `${row.least} ${row.lowest}%`);
  const codes = Object.entries(row.warnings || {}).map(([code, n]) => el("span", { class: "code" }, n > 1 ? `${code} ×${n}` : code));
  const marked = [marks.of(row.page).length || "", marks.isChecked(row.page) ? "✓" : ""].join(" ").trim();
  return el("tr", { class: row.note ? "noted" : null },
    el("th", { scope: "row" }, row.file ? el("a", { href: `#page=${row.file}` }, name) : name, row.language && el("span", { class: "language" }, row.language)),
    el("td", {}, el("span", { class: `state ${row.state}` }, row.state)),
    el("td", { class: "number wide" }, row.articles),
    el("td", { class: "number" }, row.doubts || el("span", { class: "quiet" }, "0")),
    el("td", {}, sure),
    el("td", { class: "number wide" }, `${(100 * row.aside).toFixed(1)}%`),
    el("td", { class: "number wide" }, row.in_edits),
    el("td", { class: "wide" }, codes),
    el("td", { class: "number wide", title: marked.includes("✓") ? "checked" : null }, marked));
}

/** A bar of so many per cent. */
function width(per) {
  const bar = el("span", {});
  bar.style.width = `${Math.max(2, per)}%`;
  return bar;
}

/** What there is to say of a page that is not done, in a row of its own below it. */
function noteRow(row) {
  return el("tr", { class: "under" }, el("td", { colspan: COLUMNS.length }, noteOf(row.note)));
}

function noteOf(note) {
  return el("div", { class: "note" },
    el("p", {}, note.where && el("b", {}, el("bdi", {}, note.where), " "), el("bdi", {}, note.why)),
    note.mend && el("p", {}, "What mends it: ", note.mend, "; then:"),
    note.command && el("code", {}, note.command));
}
