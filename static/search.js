// The search box, the page of results, and the marks on the page a hit leads to. In: `<form data-search>` with a field named `q`
// (`data-search="page"`: show everything, keep the query in the address), the address. Out: hits under the form. Works from the disk:
// the engine and the index are loaded as scripts, when the reader first turns to the box. `search-engine.js` does the searching.
(function () {
  "use strict";

  const own = document.currentScript.src;
  const root = own.replace(/static\/search\.js(\?.*)?$/, "");
  const loaded = new Map();

  /// Loads a script of this site once.
  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.charset = "utf-8";
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

  let engine = null;
  function ready() {
    if (!engine) {
      engine = load("static/search-engine.js").then(() => window.concordEngine.open(load, language()));
      engine.catch(() => (engine = null));
    }
    return engine;
  }

  const LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"];
  function language() {
    const lang = document.documentElement.lang.slice(0, 2);
    return LANGUAGES.includes(lang) ? lang : "en";
  }

  // --- What is shown ----------------------------------------------------------------------------------------------------------------

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  const number = (value) => value.toLocaleString(document.documentElement.lang || "en");

  /// The stretch of a text around its marks: the sentence, or as much of it as fits.
  function stretch(text, marks) {
    const room = 260;
    if (!marks.length) return [0, Math.min(text.length, room)];
    // The place where most marks stand close together.
    let best = 0, most = -1;
    for (let i = 0; i < marks.length; i++) {
      let near = 0;
      for (let j = i; j < marks.length && marks[j][1] - marks[i][0] < room * 0.7; j++) near += marks[j][1] - marks[j][0];
      if (near > most) [best, most] = [i, near];
    }
    const at = marks[best][0];
    let from = at;
    while (from > 0 && at - from < room * 0.4 && !/[。！？；.!?;؟\n]/.test(text[from - 1])) from--;
    if (from > 0 && at - from >= room * 0.4) {
      const space = text.indexOf(" ", from);
      if (space > 0 && space < at) from = space + 1;
    }
    let to = Math.min(text.length, from + room);
    if (to < text.length) {
      const space = text.lastIndexOf(" ", to);
      if (space > at + 80) to = space;
    }
    while (/\s/.test(text[from] || "")) from++;
    return [from, to];
  }

  /// A text with its marks, cut to a stretch.
  function marked(text, marks) {
    const [from, to] = stretch(text, marks);
    const parts = [from > 0 ? "… " : ""];
    let at = from;
    for (const [start, end] of marks) {
      if (end <= at || start >= to) continue;
      parts.push(text.slice(at, Math.max(at, start)), element("mark", {}, text.slice(Math.max(at, start), Math.min(end, to))));
      at = Math.min(end, to);
    }
    parts.push(text.slice(at, to), to < text.length ? " …" : "");
    return parts;
  }

  /// The link to a hit: the words to mark there stand in the address.
  function link(document, anchor, hit) {
    const words = [];
    for (const [from, to] of hit.marks) {
      const word = hit.text.slice(from, to);
      if (!words.includes(word) && words.length < 8 && !word.includes("|")) words.push(word);
    }
    const query = words.length ? "?mark=" + encodeURIComponent(words.join("|")) : "";
    return root + document.href + query + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  const FACETS = ["body", "year", "type", "lang"];

  // --- The box ----------------------------------------------------------------------------------------------------------------------

  function mount(form) {
    const field = form.querySelector("input[name=q]");
    if (!field) return;
    const whole = form.dataset.search === "page";
    const panel = element("div", { class: "search-results", hidden: true, "aria-live": "polite" });
    const filters = element("div", { class: "search-filters", hidden: true });
    form.append(filters, panel);
    const asked = new URLSearchParams(whole ? address() : "");
    let run = 0, shown = null, timer = 0, words = null, filtersMade = false;

    const show = (...children) => {
      panel.replaceChildren(...children);
      panel.hidden = !children.length;
    };

    function chosen() {
      // Until there are fields for them, the filters are those of the address.
      if (!filtersMade) return FACETS.map((facet) => [facet, asked.get(facet)]).filter(([, value]) => value);
      return [...filters.querySelectorAll("select")].filter((select) => select.value).map((select) => [select.name, select.value]);
    }

    /// Takes up what is in the field.
    async function search() {
      const query = field.value, turn = ++run;
      if (whole) remember(query, chosen());
      if (!query.trim()) {
        shown = null;
        show();
        return;
      }
      try {
        const search = await ready();
        words = words || (await search.words());
        if (turn !== run) return;
        if (whole && !filtersMade) makeFilters(search, words);
        const symbols = await search.symbols(query);
        if (turn !== run) return;
        if (symbols.length) show(offers(symbols, words));
        const found = await search.search(query, chosen());
        if (turn !== run) return;
        const groups = await found.more(whole ? 5 : 4);
        if (turn !== run) return;
        draw(symbols, found, groups, query);
      } catch (error) {
        if (turn !== run) return;
        show(element("p", { class: "search-failed" }, words ? words.failed : String(error.message || error)));
        throw error;
      }
    }

    function draw(symbols, found, groups, query) {
      const list = element("ol", { class: "search-hits" });
      list.append(...groups.map((group) => hits(group)));
      const head = element("p", { class: "search-count", role: "status" }, count(found, groups));
      const parts = symbols.length ? [offers(symbols, words), head, list] : [head, list];
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
    }

    function count(found, groups) {
      if (!groups.length) return words.none;
      const about = found.exact ? "" : words.about + " ";
      const partly = found.found - found.whole;
      if (!found.whole) return about + fill(words.some, { n: number(found.found) });
      return about + fill(words.count, { n: number(found.whole) }) + (partly ? words.comma + fill(words.some, { n: number(partly) }) : "");
    }

    function hits(group) {
      const document = group.document;
      const title = document.title.length > 160 ? document.title.slice(0, 160) + "…" : document.title;
      const head = element("h3", { lang: document.lang, dir: "auto" },
        element("a", { href: link(document, group.hits[0].place[1], group.hits[0]) }, element("bdi", {}, document.symbol)),
        title ? " " : null, title || null,
        document.date ? element("span", { class: "search-date" }, " " + document.date.slice(0, 4)) : null);
      const item = element("li", {}, head, ...group.hits.map((hit) => passage(document, hit)));
      if (group.rest > 0) {
        const more = element("button", { type: "button" }, fill(words.rest, { n: number(group.rest) }));
        more.addEventListener("click", async () => {
          more.disabled = true;
          const rest = await group.remaining();
          more.replaceWith(...rest.map((hit) => passage(document, hit)));
        });
        item.append(more);
      }
      return item;
    }

    function passage(document, hit) {
      const here = hit.places.find(([number]) => number === document.number) || hit.place;
      const lines = element("p", { lang: document.lang, dir: "auto" },
        element("a", { class: "search-passage", href: link(document, here[1], hit) }, ...marked(hit.text, hit.marks)));
      const others = hit.places.filter(([number]) => number !== document.number);
      if (others.length) lines.append(also(others, hit));
      return lines;
    }

    /// The other documents in which the very same text stands.
    function also(others, hit) {
      const span = element("span", { class: "search-also" }, " ", words.also, " ");
      const put = async (count) => {
        const search = await ready();
        for (const [number, anchor] of others.splice(0, count)) {
          const document = await search.document(number);
          span.append(element("a", { href: link(document, anchor, hit) }, element("bdi", {}, document.symbol)), " ");
        }
        if (!others.length) return;
        const button = element("button", { type: "button" }, "+" + number(others.length));
        button.addEventListener("click", () => {
          button.remove();
          put(200);
        });
        span.append(button);
      };
      const button = element("button", { type: "button" }, fill(words.documents, { n: number(others.length) }));
      button.addEventListener("click", () => {
        button.remove();
        put(20);
      });
      span.append(button);
      return span;
    }

    function offers(symbols, words) {
      const rows = symbols.map((symbol) => element("li", {},
        element("a", { href: root + symbol.href, class: symbol.held ? "held" : "unheld" }, element("bdi", {}, symbol.symbol)),
        symbol.title ? " " + symbol.title.slice(0, 120) : null,
        element("span", { class: "search-cited" }, " " + fill(words.cited, { n: number(symbol.cited) }) + (symbol.held ? "" : words.comma + words.unheld))));
      return element("ul", { class: "search-symbols" }, ...rows);
    }

    /// More hits as the reader nears the end of the list.
    function follow(found, list, foot) {
      let busy = false, done = false;
      const watch = new IntersectionObserver(async (entries) => {
        if (busy || done || !entries.some((entry) => entry.isIntersecting)) return;
        busy = true;
        const groups = await found.more(10);
        if (found !== shown) return watch.disconnect();
        list.append(...groups.map((group) => hits(group)));
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

    function makeFilters(search, words) {
      filtersMade = true;
      for (const facet of FACETS) {
        const rows = search.entry.filters.filter((row) => row[0] === facet);
        if (rows.length < 2) continue;
        if (facet === "year") rows.reverse();
        const select = element("select", { name: facet, "aria-label": words[facet] }, element("option", { value: "" }, words[facet]));
        for (const [, value, count] of rows) {
          const name = (words[facet + "s"] || {})[value] || value;
          select.append(element("option", { value, selected: asked.get(facet) === value ? "" : null }, name + " (" + number(count) + ")"));
        }
        select.addEventListener("change", search_);
        filters.append(select);
      }
      filters.hidden = !filters.children.length;
    }

    const search_ = () => search().catch(() => {});
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
      if (!panel.hidden && first && panel.dataset.query === field.value && panel.querySelector(".search-symbols")) {
        event.preventDefault();
        location.href = first.href;
      } else if (whole) search_();
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

  // --- The marks on the page that a hit leads to ------------------------------------------------------------------------------------

  const PLACE = /^(para|pre|annex|fn|summary|front|tail)\b/;

  function markPage() {
    const words = (new URLSearchParams(location.search).get("mark") || "").split("|").filter(Boolean);
    if (!words.length) return;
    let place = null;
    try {
      place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // An address that someone has cut.
    }
    const parts = [];
    for (let part = place; part; part = part.nextElementSibling) {
      if (part !== place && (PLACE.test(part.id) || part.querySelector("[id^=para-],[id^=pre-]"))) break;
      parts.push(part);
    }
    const count = parts.reduce((sum, part) => sum + markIn(part, words), 0);
    if (!count) markIn(document.querySelector("main") || document.body, words);
    const first = document.querySelector("mark.search-mark");
    if (first) first.scrollIntoView({ block: "center" });
  }

  /// Marks the words in an element, across the elements in it.
  function markIn(part, words) {
    const nodes = [];
    let text = "";
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      if (node.parentElement.closest("script, style, mark, form")) continue;
      nodes.push([text.length, node]);
      text += node.data.replace(/\s/g, " ");
    }
    const ranges = [];
    for (const word of words) {
      const plain = word.replace(/\s/g, " ");
      for (let at = text.indexOf(plain); at >= 0 && ranges.length < 200; at = text.indexOf(plain, at + plain.length)) {
        const inWord = (c) => /[\p{L}\p{N}]/u.test(c || "") && !/\p{Script=Han}/u.test(c);
        const cutOff = (inWord(text[at - 1]) && inWord(plain[0])) || (inWord(text[at + plain.length]) && inWord(plain[plain.length - 1]));
        if (!cutOff) ranges.push([at, at + plain.length]);
      }
    }
    ranges.sort((a, b) => b[0] - a[0]);
    let end = Infinity;
    for (const [from, to] of ranges) {
      if (to > end) continue;
      end = from;
      for (let i = nodes.length - 1; i >= 0; i--) {
        const [start, node] = nodes[i];
        const first = Math.max(from, start) - start, last = Math.min(to, start + node.data.length) - start;
        if (first >= last) continue;
        const range = document.createRange();
        range.setStart(node, first);
        range.setEnd(node, last);
        range.surroundContents(element("mark", { class: "search-mark" }));
      }
    }
    return ranges.length;
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
    markPage();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
