"use strict";
// Small plots of a batch: all pages in a pale colour, those that the filter leaves in a strong one.

/** Columns of how many pages have which value; `bins` are [from, to, label], to not included. */
function histogram(title, bins, all, chosen) {
  const within = (values, [from, to]) => values.filter((value) => value >= from && value < to).length;
  const whole = bins.map((bin) => within(all, bin));
  const part = bins.map((bin) => within(chosen, bin));
  const most = Math.max(1, ...whole);
  const step = 240 / bins.length;
  const columns = bins.map((bin, n) => {
    const column = (number, kind) => {
      const high = number ? Math.max(1.5, (number / most) * 64) : 0;
      return draw("rect", { class: kind, x: (n * step + 1).toFixed(1), y: (70 - high).toFixed(1), width: Math.max(1, step - 2).toFixed(1), height: high.toFixed(1), rx: 1.5 });
    };
    return draw("g", {}, draw("title", {}, `${bin[2]}: ${count(part[n], "page")} of ${whole[n]}`), column(whole[n], "all"), column(part[n], "chosen"));
  });
  const every = Math.ceil(bins.length / 8);
  const labels = bins.map((bin, n) => (n % every ? null : draw("text", { x: (n * step + step / 2).toFixed(1), y: 83, "text-anchor": "middle" }, bin[3] || bin[2])));
  const told = bins.map((bin, n) => (part[n] ? `${bin[2]}: ${part[n]}` : "")).filter(Boolean).join(", ");
  return figure(title, draw("svg", { viewBox: "0 0 240 88", role: "img", "aria-label": `${title}. Pages by value: ${told || "none"}` }, columns, draw("path", { class: "axis", d: "M0 70.5H240" }), labels));
}

function figure(title, ...inside) {
  return el("figure", { class: "plot" }, el("figcaption", {}, title), inside);
}

function articlesPlot(all, chosen) {
  const values = (rows) => rows.map((row) => row.articles);
  const most = Math.max(1, ...values(all));
  const wide = Math.ceil((most + 1) / 20);
  const bins = Array.from({ length: Math.floor(most / wide) + 1 }, (_, n) => [n * wide, (n + 1) * wide, wide === 1 ? `${n} articles` : `${n * wide} to ${(n + 1) * wide - 1} articles`, String(n * wide)]);
  return histogram("Articles per page", bins, values(all), values(chosen));
}

function surenessPlot(all, chosen) {
  const values = (rows) => rows.map((row) => row.lowest).filter((value) => value !== null);
  const bins = Array.from({ length: 10 }, (_, n) => [n * 10, n === 9 ? 101 : n * 10 + 10, `${n * 10} to ${n * 10 + 10}% sure`, String(n * 10)]);
  return histogram("Least sure thing of each page, %", bins, values(all), values(chosen));
}

const FATES = [["in_articles", "in articles"], ["in_furniture", "set aside as furniture"], ["in_edits", "taken out by edits"]];

/** One bar: where the characters of these pages went. */
function fatesPlot(chosen) {
  const sums = FATES.map(([name]) => chosen.reduce((sum, row) => sum + row[name], 0));
  const total = sums.reduce((a, b) => a + b, 0);
  let x = 0;
  const parts = sums.map((sum, n) => {
    const wide = total ? (sum / total) * 240 : 0;
    const rect = draw("rect", { class: `fate${n}`, x: x.toFixed(2), y: 8, width: sum ? Math.max(1.5, wide).toFixed(2) : 0, height: 26 });
    x += wide;
    return rect;
  });
  const share = (sum) => (total ? `${((100 * sum) / total).toFixed(1)}%` : "–");
  const told = FATES.map(([, name], n) => `${name}: ${sums[n].toLocaleString("en")} (${share(sums[n])})`);
  const legend = el("ul", { class: "legend" }, FATES.map(([, name], n) => el("li", {}, el("span", { class: `key fate${n}`, "aria-hidden": "true" }), `${name} `, el("b", {}, share(sums[n])))));
  return figure(`Where ${count(total, "character")} went`, draw("svg", { class: "fates", viewBox: "0 0 240 42", preserveAspectRatio: "none", role: "img", "aria-label": told.join("; ") }, parts), legend);
}
