"use strict";
(() => {
  const index = JSON.parse(document.getElementById("index").textContent);
  const form = document.querySelector(".search");
  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const results = document.getElementById("results");
  const SHOWN = 50, SHOWN_PROJECTS = 12;
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== null) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const both = (zh, en) => {
    const pair = document.createDocumentFragment();
    pair.append(make("span", zh, { class: "zh", lang: "zh-CN" }), " ", make("span", en, { class: "en", lang: "en" }));
    return pair;
  };
  const linked = (text, href) => make("a", text, { href });
  const note = (text) => make("span", text, { class: "soft" });
  const documentOf = (number) => index.documents[number];
  const projectLink = (number) => {
    const [name, document_, anchor] = index.projects[number];
    return linked(name, `${documentOf(document_)[1]}#${anchor}`);
  };
  const list = (parts, most) => {
    const shown = parts.slice(0, most).flatMap((part, place) => (place ? ["、", part] : [part]));
    return parts.length > most ? [...shown, ` … ${parts.length}`] : shown;
  };
  // Each kind: its words, what is searched, how an entry is shown.
  const kinds = [
    ["政策项目", "Programmes", index.programs, (entry) => `${entry[0]} ${entry[1]}`, (entry) => [linked(entry[0], entry[2]), " ", note(entry[1])]],
    ["项目", "Projects", index.projects, (entry) => `${entry[0]} ${documentOf(entry[1])[2]}`,
      (entry, number) => [projectLink(number), " ", note(`${documentOf(entry[1])[2]}${entry[3] ? ` · ¥${entry[3]}` : ""}`)]],
    ["单位", "Agencies", index.agencies, (entry) => `${entry[0]} ${entry[1]}`,
      (entry) => [make("b", entry[0]), " ", note(entry[1]), "：", ...list(entry[2].map((number) => linked(documentOf(number)[0], documentOf(number)[1])), SHOWN_PROJECTS)]],
    ["指标", "Indicators", index.indicators, (entry) => entry[0],
      (entry) => [make("b", entry[0]), "：", ...list(entry[1].map(projectLink), SHOWN_PROJECTS)]],
    ["文件", "Documents", index.documents, (entry) => `${entry[0]} ${entry[2]} ${entry[3]}`, (entry) => [linked(entry[0], entry[1]), " ", note(`${entry[2]} · ${entry[3]}`)]],
  ].map(([zh, en, entries, textOf, show]) => ({ zh, en, entries, show, texts: entries.map((entry) => fold(textOf(entry))) }));
  const search = () => {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    results.replaceChildren();
    let total = 0;
    for (const kind of words.length ? kinds : []) {
      const found = kind.texts.flatMap((text, number) => (words.every((word) => text.includes(word)) ? [number] : []));
      total += found.length;
      if (!found.length) continue;
      const heading = make("h2", null);
      heading.append(both(kind.zh, kind.en), " ", make("span", String(found.length), { class: "count" }));
      const items = make("ul", null, { class: "found" });
      for (const number of found.slice(0, SHOWN)) {
        const item = make("li", null);
        item.append(...kind.show(kind.entries[number], number));
        items.append(item);
      }
      const section = make("section", null);
      section.append(heading, items);
      if (found.length > SHOWN) section.append(make("p", `… ${found.length - SHOWN}`, { class: "note" }));
      results.append(section);
    }
    count.replaceChildren(...(words.length ? [both(`${total} 条`, `${total} found`)] : []));
    try { history.replaceState(null, "", words.length ? `#q=${encodeURIComponent(query.value)}` : "#"); } catch { /* the address stays */ }
    document.dispatchEvent(new Event("xianzhang-links"));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("input", search);
  query.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  if (query.value) search();
})();
