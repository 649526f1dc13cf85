"use strict";
// The other side: the articles as they were published.

function articlesOf(printed, parts) {
  if (!printed.articles.length) return [el("p", { class: "quiet" }, "There are no articles of this page yet.")];
  return printed.articles.map((article) => articleElement(article, parts));
}

function articleElement(article, parts) {
  const field = (name, tag, attributes, ...children) => {
    const made = el(tag, { "data-key": `${article.number}:${name}`, ...attributes }, children);
    const key = `${article.number}:${name}`;
    if (!parts.has(key)) parts.set(key, []);
    parts.get(key).push(made);
    return made;
  };
  const id = `article-${article.number}`;
  const why = (what) => button(el("bdi", {}, article.headline), null, { class: "plain", "data-edge": what, "data-article": article.number, title: "why is this its headline?" });
  return el("article", { class: `article ${hue(article.number)}`, id, "data-article": article.number, "aria-labelledby": `${id}-name`, lang: article.language },
    el("div", { class: "about", lang: "en" },
      el("span", { class: `badge ${hue(article.number)}`, id: `${id}-name`, "aria-label": `Article ${article.number}` }, String(article.number)),
      el("span", { class: "kind" }, article.kind),
      ["start", "headline", "end"].map((what) => sureness(article, what))),
    article.warnings.map((one) => el("p", { class: "warning", lang: "en" }, el("b", {}, one.code), " ", el("bdi", {}, one.message))),
    article.kicker && field("kicker", "p", { class: "kicker", dir: "auto" }, article.kicker),
    article.headline ? field("headline", "h3", { class: "headline", dir: "auto" }, why("headline")) : el("p", { class: "quiet", lang: "en" }, "no headline"),
    article.deck && field("deck", "p", { class: "deck", dir: "auto" }, article.deck),
    article.byline && field("byline", "p", { class: "byline", dir: "auto" }, article.byline, article.authors.map((one) => el("span", { class: "author", lang: "en" }, el("bdi", {}, one.name), ` · ${one.role}`))),
    (article.dateline.place || article.dateline.date) && field("dateline", "p", { class: "dateline", dir: "auto" }, [article.dateline.place, article.dateline.date].filter(Boolean).join(", ")),
    article.paragraphs.map(([text, role], n) => field(`paragraph ${n + 1}`, role === "crosshead" ? "h4" : "p", { class: role, dir: "auto" }, text)),
    article.jump && field("jump", "p", { class: "jump", dir: "auto" }, article.jump.text));
}

/** How sure one thing is, as a button that says why. */
function sureness(article, what) {
  const value = article.confidence[what];
  if (value === null) return null;
  return button([what, " ", el("b", {}, percent(value))], null, {
    class: `chip ${level(value)}`, "data-edge": what, "data-article": article.number, "aria-label": `${what} of article ${article.number}: ${percent(value)} sure; why?`,
  });
}
