"use strict";
// The printed side: each row of the dump with its number, its parts coloured by article; and the sheet, for pages with boxes.

const hue = (number) => `a${(number * 5) % 12}`; // neighbours are far apart on the wheel

/** An article that was absent for more rows than this has its number beside it again. */
const NEAR = 8;

/** The rows of a page. `parts` gathers what belongs to each key, `rowsOf` each row's element. */
function sourceRows(printed, parts, rowElements) {
  const edges = edgesByRow(printed);
  const blocks = [];
  let next = 0;
  const last = new Map(); // article → the row that had it last: where columns stand abreast, rows have several by turns
  const edits = [...printed.edits].sort((a, b) => a.lo - b.lo);
  let nextEdit = 0;
  for (let row = 0; row < printed.data.breaks.length; row++) {
    const [lo, hi] = printed.rowSpan(row);
    while (next < printed.pieces.length && printed.pieces[next].hi <= lo) next++;
    while (nextEdit < edits.length && edits[nextEdit].hi < lo) nextEdit++;
    const within = [];
    for (let n = next; n < printed.pieces.length && printed.pieces[n].lo < hi; n++) within.push(printed.pieces[n]);
    const changed = [];
    for (let n = nextEdit; n < edits.length && edits[n].lo < hi; n++) if (touch(edits[n].lo, edits[n].hi, lo, hi)) changed.push(edits[n]);
    const here = new Set(within.filter((piece) => piece.article).map((piece) => piece.article));
    const made = rowElement(printed, row, within, changed, [...here].filter((one) => !(row - last.get(one) <= NEAR)), edges.get(row) || [], parts);
    made.classList.toggle("fresh", here.size > 0 && [...here].every((one) => !(row - last.get(one) <= NEAR)));
    for (const one of here) last.set(one, row);
    rowElements.push(made);
    if (row % 100 === 0) blocks.push(el("div", { class: "rows" }));
    blocks[blocks.length - 1].append(made);
  }
  return blocks;
}

/** Which articles begin or end in which row: [what, article]. */
function edgesByRow(printed) {
  const found = new Map();
  const add = (piece, what, article) => {
    if (!piece) return;
    const row = printed.rowOf(what === "end" ? piece.hi - 1 : piece.lo);
    found.set(row, [...(found.get(row) || []), [what, article]]);
  };
  for (const article of printed.articles) {
    add(article.begins, "start", article);
    add(article.ends, "end", article);
  }
  return found;
}

function rowElement(printed, row, within, changed, fresh, edges, parts) {
  const [lo, hi] = printed.rowSpan(row);
  const number = printed.data.first + row;
  const text = el("span", { class: "text" });
  text.append(...segments(printed, lo, hi, within, changed, parts));
  const badges = fresh.map((one) => button(String(one), null, { class: `badge ${hue(one)}`, tabindex: -1, "data-article": one, "aria-label": `article ${one}` }));
  const marked = edges.map(([what, article]) => button(what === "start" ? "▸" : "◂", null, {
    class: `edge ${what} ${hue(article.number)} ${level(article.confidence[what])}`, tabindex: -1, "data-edge": what, "data-article": article.number,
    title: `article ${article.number} ${what}s here, ${percent(article.confidence[what])} sure: why?`,
    "aria-label": `Why does article ${article.number} ${what} here? ${percent(article.confidence[what])} sure`,
  }));
  return el("div", { class: "row", "data-row": row },
    button(String(number), null, { class: "number", tabindex: row ? -1 : 0, "data-row": row, "aria-label": `line ${number}` }),
    el("span", { class: "gutter" }, badges, marked), text);
}

/** A row's text in stretches that went to one place and were changed in one way. */
function segments(printed, lo, hi, within, changed, parts) {
  let end = hi;
  while (end > lo && /[\r\n\v\f\u0085\u2028\u2029]/.test(printed.cut(end - 1, end))) end--;
  const cuts = new Set([lo, end]);
  for (const one of [...within, ...changed]) {
    if (one.lo > lo && one.lo < end) cuts.add(one.lo);
    if (one.hi > lo && one.hi < end) cuts.add(one.hi);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const out = [];
  for (let n = 0; n + 1 < edges.length || (n === 0 && edges.length === 1); n++) {
    const [from, to] = [edges[n], edges[n + 1] === undefined ? edges[n] : edges[n + 1]];
    for (const edit of changed) if (edit.lo === edit.hi && edit.lo === from) out.push(putIn(edit));
    if (from === to) break;
    const piece = within.find((one) => one.lo <= from && to <= one.hi);
    const edit = changed.find((one) => one.lo <= from && to <= one.hi && one.lo < one.hi);
    out.push(segment(printed, from, to, piece, edit, parts));
  }
  return out;
}

function segment(printed, from, to, piece, edit, parts) {
  const text = printed.cut(from, to);
  const classes = ["part"];
  if (piece) classes.push(piece.article ? hue(piece.article) : "furniture", `is-${piece.field.split(" ")[0]}`);
  if (edit) classes.push("edit", !text.trim() && !edit.to.trim() ? "blank" : edit.to ? "changed" : "gone");
  const change = edit && `${edit.rule.replace(/^.*\./, "").replaceAll("-", " ")}: “${text}” → ${edit.to ? `“${edit.to}”` : "nothing"}`;
  const place = piece && (piece.article ? `article ${piece.article}, ${piece.field}` : `furniture: ${piece.field}`);
  const made = el(edit && !edit.to && text.trim() ? "del" : "span",
    { class: classes.join(" "), "data-lo": from, "data-key": piece && piece.key, title: [place, change].filter(Boolean).join(" · ") || null }, text);
  if (piece) {
    if (!parts.has(piece.key)) parts.set(piece.key, []);
    parts.get(piece.key).push(made);
  }
  return made;
}

function putIn(edit) {
  return el("ins", { class: "edit put", "data-lo": edit.lo, title: `put in: “${edit.to}”` }, edit.to.trim() ? edit.to : "‸");
}

/** The page drawn with its blocks, each line at its place. */
function sheetOf(printed, parts) {
  const { sheet } = printed.data;
  const drawing = draw("svg", { class: "sheet", viewBox: `0 0 1000 ${sheet.height}`, role: "group", "aria-label": "The page with its blocks; the same text as in the view “Text”" });
  for (const [x, y, width, height] of sheet.blocks) drawing.append(draw("rect", { class: "block", x, y, width, height, rx: 2 }));
  for (const line of sheet.lines) drawing.append(sheetLine(printed, line, parts));
  for (const article of printed.articles) {
    const first = sheet.lines.filter((line) => article.own.some((piece) => touch(piece.lo, piece.hi, line[4], line[5])))
      .reduce((top, line) => (!top || line[1] < top[1] ? line : top), null);
    if (!first) continue;
    const [x, y] = [Math.max(12, first[0] - 14), Math.max(12, first[1] + 6)];
    drawing.append(draw("g", { class: `flag ${hue(article.number)}`, "data-article": article.number }, draw("circle", { cx: x, cy: y, r: 11 }),
      draw("text", { x, y: y + 5, "text-anchor": "middle" }, String(article.number))));
  }
  return drawing;
}

function sheetLine(printed, [x, y, width, height, lo, hi, upright], parts) {
  const piece = printed.pieces.find((one) => touch(one.lo, one.hi, lo, hi)) || null;
  const kind = piece ? (piece.article ? `${hue(piece.article)} is-${piece.field.split(" ")[0]}` : "furniture") : "";
  const size = Math.max(4, (upright ? width : height) * 0.78).toFixed(1);
  const text = plain(printed.cut(lo, hi).trim());
  const at = upright ? { x: x + width / 2, y, "writing-mode": "vertical-rl", textLength: height } : { x, y: (y + height * 0.8).toFixed(1), textLength: width };
  const made = draw("g", { class: `part line ${kind}`, "data-lo": lo, "data-key": piece && piece.key },
    draw("title", {}, piece ? (piece.article ? `article ${piece.article}, ${piece.field}` : `furniture: ${piece.field}`) : "no article and no furniture"),
    draw("rect", { x, y, width, height }), text && draw("text", { ...at, "font-size": size, lengthAdjust: "spacingAndGlyphs" }, text));
  if (piece) {
    if (!parts.has(piece.key)) parts.set(piece.key, []);
    parts.get(piece.key).push(made);
  }
  return made;
}
