"use strict";
(() => {
  const form = document.querySelector(".filters");
  const cards = [...document.querySelectorAll(".finding")];
  const sections = [...document.querySelectorAll(".severity")];
  const rows = [...document.querySelectorAll(".document, .unread tbody tr")];
  const fields = { document: "filter-document", severity: "filter-severity", rule: "filter-rule", status: "filter-status" };
  const text = document.getElementById("filter-text");
  const count = document.getElementById("filter-count");
  const empty = document.getElementById("filter-empty");
  const texts = new Map();
  const valueOf = (name) => document.getElementById(fields[name]).value;
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  // The filters stand in the address, so a link or a bookmark keeps them.
  const remember = (state) => { try { history.replaceState(null, "", `#${state}`); } catch { /* the address stays */ } };
  const recall = () => {
    if (!location.hash.includes("=")) return;
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [name, id] of Object.entries(fields)) document.getElementById(id).value = state.get(name) ?? "";
    text.value = state.get("text") ?? "";
  };
  const filter = () => {
    const wanted = Object.keys(fields).map((name) => [name, valueOf(name)]).filter(([, value]) => value);
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits = wanted.every(([name, value]) => card.dataset[name] === value)
        && (words.length === 0 || words.every((word) => textOf(card).includes(word)));
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const section of sections) section.hidden = !section.querySelector(".finding:not([hidden])");
    const only = valueOf("document");
    for (const row of rows) row.hidden = Boolean(only) && row.dataset.document !== only;
    empty.hidden = shown > 0 || cards.length === 0;
    const kept = [...wanted, ...(words.length ? [["text", words.join(" ")]] : [])];
    if (kept.length || location.hash.includes("=")) remember(new URLSearchParams(kept).toString());
    count.textContent = `${shown} / ${cards.length}`;
  };
  let waiting = 0;
  text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = cards.length === 0;
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    recall();
    filter();
    form.scrollIntoView();
  });
  recall();
  filter();
})();
