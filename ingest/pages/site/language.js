"use strict";
// One of the two languages is shown; without a script both are. The choice goes along with the links of the site.
(() => {
  const root = document.documentElement;
  const known = ["zh", "en"];
  const stored = () => { try { return localStorage.getItem("xianzhang-language"); } catch { return null; } };
  const asked = new URLSearchParams(location.search).get("lang");
  const browser = (navigator.language || "").toLowerCase().startsWith("en") ? "en" : "zh";
  const choice = [asked, stored(), browser].find((language) => known.includes(language));
  const show = (language) => {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
  };
  const carry = (language) => {
    for (const link of document.querySelectorAll('a[href*=".html"]')) {
      const [path, anchor] = link.getAttribute("href").split("#");
      link.setAttribute("href", `${path.split("?")[0]}?lang=${language}${anchor === undefined ? "" : `#${anchor}`}`);
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
  };
  show(choice);
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".languages").hidden = false;
    carry(choice);
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => {
        const language = button.dataset.language;
        try { localStorage.setItem("xianzhang-language", language); } catch { /* the links carry it */ }
        show(language);
        carry(language);
      });
    }
  });
  document.addEventListener("xianzhang-links", () => carry(root.dataset.lang));
})();
