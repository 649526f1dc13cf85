"use strict";
// What is in view, by the address: the list of pages (#, #?q=…) or a page (#page=<file>); keys; the two dialogs.

const settings = {
  held: new Map(),
  get(name) {
    try { return this.held.get(name) || localStorage.getItem(`clipsheet review ${name}`); } catch (wrong) { return this.held.get(name); }
  },
  set(name, value) {
    this.held.set(name, value);
    try { localStorage.setItem(`clipsheet review ${name}`, value); } catch (wrong) { /* it holds as long as the tab is open */ }
  },
};

function route() {
  const page = /^#page=([0-9a-f]+)$/.exec(location.hash);
  return { file: page ? page[1] : null };
}

let scrolled = 0;

function show() {
  const main = document.getElementById("main");
  const row = list.all.find((one) => one.file && one.file === route().file);
  if (!view && main.querySelector(".list")) scrolled = window.scrollY;
  const came = Boolean(view);
  view = null;
  document.body.classList.toggle("on-page", Boolean(row));
  if (row) {
    window.scrollTo(0, 0);
    showPage(main, row);
    return;
  }
  fromAddress(location.hash);
  showList(main);
  if (came) {
    window.scrollTo(0, scrolled);
    main.querySelector("h1").focus({ preventScroll: true });
  }
}

/** Begin, with the data of the batch. */
function start(data) {
  document.getElementById("batch-name").textContent = plain(data.batch);
  takeBatch(data);
  marks.begin(data.batch);
  countMarks();
  document.addEventListener("marks", countMarks);
  window.addEventListener("hashchange", show);
  document.addEventListener("keydown", keys);
  document.getElementById("skip").addEventListener("click", () => document.querySelector("h1").focus());
  document.getElementById("marks-button").addEventListener("click", () => marksDialog());
  document.getElementById("help-button").addEventListener("click", helpDialog);
  window.addEventListener("beforeunload", (event) => { if (!marks.kept && marks.pages.size) event.preventDefault(); });
  show();
}

function countMarks() {
  document.getElementById("marks-button").textContent = marks.pages.size ? [marks.number && count(marks.number, "mark"), marks.checked && `${marks.checked} checked`].filter(Boolean).join(", ") : "No marks";
}

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, dialog")) return;
  if (event.key === "Escape" && view) view.close();
  if (settings.get("keys") === "off") return;
  if (event.key === "?") { helpDialog(); event.preventDefault(); }
  if (!view) return;
  const beside = (step) => { const links = document.querySelectorAll(".steps a[href]"); for (const link of links) if (link.textContent.includes(step)) link.click(); };
  const does = { n: () => view.step(1), p: () => view.step(-1), N: () => beside("›"), P: () => beside("‹"), t: () => view.show(view.source.dataset.view === "sheet" ? "text" : "sheet") }[event.key];
  if (does) { does(); event.preventDefault(); }
}

function openDialog(title, ...inside) {
  const dialog = document.getElementById("dialog");
  dialog.replaceChildren(el("div", { class: "why-head" }, el("h2", { id: "dialog-title" }, title), button("×", () => dialog.close(), { class: "close", "aria-label": "Close" })), ...inside.flat().filter(Boolean));
  if (!dialog.open) dialog.showModal();
}

function marksDialog(left = []) {
  const other = left.length > 0 && `Not taken, since the marks here are of another version of the file: ${left.slice(0, 12).join(", ")}${left.length > 12 ? ` and ${left.length - 12} more` : ""}.`;
  const told = el("p", { class: "told", role: "status" }, other);
  const read = async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const not = marks.take(JSON.parse(await file.text()));
      if (view) { view.drawMarks(); view.drawWhy(); } else drawList();
      marksDialog(not);
    } catch (wrong) {
      told.replaceChildren(...seen(`${file.name} was not taken: ${wrong instanceof SyntaxError ? "it is no JSON" : wrong.message}.`));
    }
  };
  const forget = () => {
    if (!confirm(`Take back all that was marked and checked in this batch?`)) return;
    marks.clear();
    if (view) { view.drawMarks(); view.drawWhy(); } else drawList();
    marksDialog();
  };
  const pages = [...marks.pages.keys()].sort();
  openDialog("Corrections",
    el("p", {}, pages.length ? `${count(marks.number, "mark")}; ${count(marks.checked, "page")} checked.` : "Nothing is marked yet. Open a page, choose a line, and say what is wrong with it."),
    pages.length > 0 && el("ul", {}, pages.slice(0, 12).map((page) => el("li", {}, el("bdi", {}, page), `: ${[marks.of(page).length || "", marks.isChecked(page) ? "✓" : ""].join(" ")}`)), pages.length > 12 && el("li", {}, `and ${pages.length - 12} more`)),
    el("div", { class: "buttons" }, button("Download corrections.json", saveMarks, { class: "main", id: "download", disabled: !pages.length }),
      el("label", { class: "file" }, "Load a file to go on with", el("input", { type: "file", id: "load", accept: ".json,application/json", onchange: read })),
      pages.length > 0 && button("Take all back", forget)),
    told,
    el("p", { class: "quiet" }, marks.kept ? "This browser keeps the marks, for this folder alone." : "This browser keeps no marks of files: download them before you close the tab."),
    el("p", { class: "quiet" }, "Put the file beside the seeds of the batch, and ‘clipsheet run’ heeds it."));
}

function helpDialog() {
  const key = (name, does) => [el("dt", {}, el("kbd", {}, name)), el("dd", {}, does)];
  openDialog("Help",
    el("p", {}, "Each article has a colour and a number, on both sides. Pointing at a part shows it on the other side, choosing it says why it went there. ", el("b", {}, "▸"), " and ", el("b", {}, "◂"), " stand where an article’s text begins and ends. Grey, slanted text is furniture: it belongs to the page and to no article. Text with a line through it was taken out, text with a wave below it was changed."),
    el("dl", { class: "keys" }, key("n", "next doubtful place"), key("p", "doubtful place before"), key("Shift+N", "next page of the list"), key("Shift+P", "page before"), key("t", "sheet or text, where a page has both"), key("↑ ↓", "from line to line, once a line’s number has the focus"), key("Enter", "why, for what has the focus"), key("Esc", "close what is said"), key("?", "this help")),
    el("label", { class: "check" }, el("input", { type: "checkbox", checked: settings.get("keys") !== "off", onchange: (event) => settings.set("keys", event.target.checked ? "on" : "off") }), "Keys of one letter do something"));
}
