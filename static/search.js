// The search box, the page of results, and the marks on the page a hit leads to. In: `<form data-search>` with a field named `q`
// (`data-search="page"`: show everything, keep the query in the address), the address. Out: hits under the form. Works from the disk:
// the engine and the index are loaded as scripts, when the reader first turns to the box. The scripts of `ENGINE` do the searching.
(function () {
  "use strict";

  const own = document.currentScript.src;
  const root = own.replace(/static\/search\.js(\?.*)?$/, "");
  const loaded = new Map();
  // What the scripts of the engine share.
  const concord = (window.concordEngine = window.concordEngine || {});

  // The scripts of the engine (`static/search-….js`), in the order they are run.
  const ENGINE = ["pieces", "cut", "query", "terms", "score", "run", "hits", "symbols", "engine", "shown"];

  /// Loads a script of this site once; `ordered` ones run in the order they are asked for.
  function load(path, ordered = false) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.charset = "utf-8";
        script.async = !ordered;
        script.src = root + path;
        script.onload = () => resolve();
        script.onerror = () => {
          loaded.delete(path);
          script.remove();
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  }

  Object.assign(concord, { site: root, opened: () => ready(), element });

  let engine = null;
  function ready() {
    if (!engine) {
      engine = Promise.all(ENGINE.map((part) => load("static/search-" + part + ".js", true)))
        .then(() => concord.open(load));
      engine.catch(() => (engine = null));
    }
    return engine;
  }

  // The language of the interface: the one that the reader chose, else that of the page.
  const LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"];
  function language() {
    const chosen = document.querySelector("select[name=lang]");
    const lang = (chosen && chosen.value) || document.documentElement.lang.slice(0, 2);
    return LANGUAGES.includes(lang) ? lang : "en";
  }

  const FACETS = ["body", "year", "type", "lang"];

  /// Makes an element; attributes without a value are left out.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  // --- The box ----------------------------------------------------------------------------------------------------------------------

  function mount(form) {
    const field = form.querySelector("input[name=q]");
    if (!field) return;
    const whole = form.dataset.search === "page", heading = whole ? "h2" : "h3";
    const panel = element("div", { class: "search-results", hidden: true });
    const filters = element("div", { class: "search-filters", hidden: true });
    // What is read out while the reader types: how much is found, and not all of it.
    const told = element("p", { class: "search-told", role: "status" });
    form.append(filters, told, panel);
    const asked = new URLSearchParams(whole ? address() : "");
    let run = 0, shown = null, timer = 0, words = null, spoken = null, filtersMade = false;

    const show = (...children) => {
      panel.replaceChildren(...children);
      panel.hidden = !children.length;
      tell();
    };

    function tell() {
      const says = [...panel.querySelectorAll(".search-symbols > li:first-child, .search-unknown, .search-count, .search-failed")];
      const said = says.map((line) => line.textContent).join(". ");
      if (told.textContent === said) return;
      told.textContent = said;
      if (words) [told.lang, told.dir] = [words.code, "auto"];
    }

    function chosen() {
      // Until there are fields for them, the filters are those of the address.
      if (!filtersMade) return FACETS.map((facet) => [facet, asked.get(facet)]).filter(([, value]) => value);
      return [...filters.querySelectorAll("select")].filter((select) => select.value).map((select) => [select.name, select.value]);
    }

    /// Takes up what is in the field. `leave`: the reader wants the page of a symbol at once.
    async function search(leave = false) {
      const query = field.value, turn = ++run;
      if (whole) remember(query, chosen());
      if (!query.trim()) {
        shown = null;
        show();
        return;
      }
      try {
        const search = await ready();
        const lang = language();
        words = await search.words(lang);
        if (turn !== run) return;
        if (spoken !== lang) speak(search, lang);
        const symbols = await search.symbols(query);
        if (turn !== run) return;
        // That a text lacks what is asked for is said first.
        if (leave && symbols.length && !symbols[0].alone && !symbols[0].lacks) {
          location.href = root + symbols[0].href;
          return;
        }
        if (symbols.length) show(concord.shown.offers(symbols, words));
        const found = await search.search(query, chosen());
        if (turn !== run) return;
        const groups = await found.more(whole ? 5 : 4);
        if (turn !== run) return;
        draw(symbols, symbols.length ? [] : search.unknown(query), found, groups, query);
      } catch (error) {
        if (turn !== run) return;
        show(element("p", { class: "search-failed" }, words ? words.failed : String(error.message || error)));
        throw error;
      }
    }

    function draw(symbols, unknown, found, groups, query) {
      const list = element("ol", { class: "search-hits" });
      list.append(...groups.map((group) => concord.shown.hits(group, words, heading)));
      const head = element("p", { class: "search-count", lang: words.code, dir: "auto" }, concord.shown.count(found, groups, words));
      const parts = symbols.length ? [concord.shown.offers(symbols, words)] : [];
      if (unknown.length) parts.push(concord.shown.unknown(unknown, words));
      // A symbol that is found is an answer, and so is that it is none here, whether its letters stand in a passage or not.
      if (groups.length || !symbols.length && !unknown.length) parts.push(head, list);
      if (whole) {
        const foot = element("p", { class: "search-more", hidden: true }, words.loading);
        parts.push(foot);
        follow(found, list, foot);
      } else if (groups.length) {
        const href = root + "search.html?q=" + encodeURIComponent(query);
        parts.push(element("p", { class: "search-all" }, element("a", { href }, words.all)));
      }
      shown = found;
      panel.dataset.query = query;
      show(...parts);
      if (groups.length) settle(found, groups, head);
    }

    /// What is shown first does not wait for what tells how many there are.
    async function settle(found, groups, head) {
      await found.count().catch(() => {});
      if (found !== shown) return;
      head.textContent = concord.shown.count(found, groups, words);
      tell();
    }

    /// More hits as the reader nears the end of the list.
    function follow(found, list, foot) {
      let busy = false, done = false;
      const watch = new IntersectionObserver(async (entries) => {
        if (busy || done || !entries.some((entry) => entry.isIntersecting)) return;
        busy = true;
        const groups = await found.more(10);
        if (found !== shown) return watch.disconnect();
        list.append(...groups.map((group) => concord.shown.hits(group, words, heading)));
        busy = false;
        done = !groups.length;
        foot.hidden = done;
        if (done) watch.disconnect();
        else {
          watch.unobserve(foot);
          watch.observe(foot);
        }
      }, { rootMargin: "400px" });
      foot.hidden = false;
      requestAnimationFrame(() => watch.observe(foot));
    }

    /// Says the page's own words and those of the filters in a language.
    function speak(search, lang) {
      spoken = lang;
      if (!whole) return;
      const now = chosen();
      for (const facet of FACETS) asked.delete(facet);
      for (const [facet, value] of now) asked.set(facet, value);
      makeFilters(search);
      for (const said of document.querySelectorAll("[data-box]")) {
        for (const pair of said.dataset.box.split(" ")) {
          const [attribute, key] = pair.includes(":") ? pair.split(":") : ["", pair];
          if (attribute) said.setAttribute(attribute, words[key]);
          else said.textContent = words[key];
        }
        said.lang = lang;
      }
    }

    function makeFilters(search) {
      filtersMade = true;
      filters.replaceChildren(...concord.shown.fields(FACETS, search.entry.filters, asked, words));
      for (const select of filters.children) select.addEventListener("change", search_);
      filters.hidden = !filters.children.length;
    }

    const search_ = () => search().catch(() => {});
    document.addEventListener("concord-language", async () => {
      if (!whole && !shown) return;
      const search = await ready(), lang = language();
      words = await search.words(lang);
      speak(search, lang);
      if (shown) search_();
    });
    field.addEventListener("focus", () => ready().catch(() => {}), { once: true });
    field.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(search_, 60);
    });
    field.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(search_, 60);
    });
    form.addEventListener("submit", (event) => {
      // Without script the form leads to the page of results; there it has nothing to send.
      if (whole) event.preventDefault();
      else if (!field.value.trim()) event.preventDefault();
      clearTimeout(timer);
      const first = panel.querySelector(".search-symbols a, .search-hits a");
      if (!panel.hidden && first && panel.dataset.query === field.value && panel.querySelector(".search-symbols:not(.perhaps)")) {
        event.preventDefault();
        location.href = first.href;
      } else if (whole) search(true).catch(() => {});
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        show();
        field.focus();
        return;
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [field, ...panel.querySelectorAll(".search-symbols a, .search-passage, .search-all a")];
      const at = stops.indexOf(document.activeElement);
      if (at < 0 && document.activeElement !== field) return;
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!whole && !form.contains(event.target)) panel.hidden = true;
    });
    field.addEventListener("click", () => (panel.hidden = !panel.children.length));

    if (whole && asked.get("q")) {
      field.value = asked.get("q");
      search_();
    }
    return field;
  }

  // --- The address ------------------------------------------------------------------------------------------------------------------

  /// The query in the address: after `?`, or after `#` where a browser lets a page from the disk change nothing else.
  const address = () => (location.hash.startsWith("#q=") ? location.hash.slice(1) : location.search.slice(1));

  function remember(query, filters) {
    const asked = new URLSearchParams();
    if (query.trim()) asked.set("q", query);
    for (const [facet, value] of filters) asked.set(facet, value);
    const string = asked.toString();
    try {
      history.replaceState(null, "", string ? "?" + string : location.pathname);
    } catch {
      location.replace("#" + string);
    }
  }

  // --- Begin ------------------------------------------------------------------------------------------------------------------------

  function begin() {
    const fields = [...document.querySelectorAll("form[data-search]")].map(mount).filter(Boolean);
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !fields.length) return;
      event.preventDefault();
      fields[0].focus();
      fields[0].select();
    });
    if (new URLSearchParams(location.search).get("mark")) load("static/search-marks.js").catch(() => {});
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
