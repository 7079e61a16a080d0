// How hits look. In: what the engine found, the words of the box. Out: elements. `search.js` puts them on the page; it gives `element`,
// the address of the site and the opened engine.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { element } = engine;
  // The sort of passage that a title is, as src/search/shown.rs numbers them.
  const TITLE = 0;
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  /// A number as the language of the interface writes it.
  function number(value, { group }) {
    const printed = String(value);
    return printed.length < group.from ? printed : printed.replace(/\B(?=(\d{3})+$)/g, group.mark);
  }

  /// A counted thing in the form that its number asks for.
  function counted(words, key, value, before = "") {
    const forms = words[key], form = forms[new Intl.PluralRules(words.code).select(value)] || forms.other;
    return fill(form, { n: before + number(value, words) });
  }

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
  function marked(text, marks, [from, to] = stretch(text, marks)) {
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
    return engine.site + document.href + query + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  /// Words of the interface amid a text, which may be of another language and run the other way.
  const spoken = (name, attributes, words, ...children) => element(name, { ...attributes, lang: words.code, dir: "auto" }, ...children);

  /// How many hits there are, in words.
  function count(found, groups, words) {
    if (!groups.length) return found.narrowed ? words.none_left : words.none;
    const about = found.exact ? "" : words.about + " ";
    const partly = found.found - found.whole;
    if (!found.whole) return counted(words, "some", found.found, about);
    return counted(words, "count", found.whole, about) + (partly ? words.comma + counted(words, "some", partly) : "");
  }

  /// No more of a title than so many letters, cut between words where there are any.
  function cut(title, most) {
    if (title.length <= most) return title;
    const space = title.lastIndexOf(" ", most);
    return title.slice(0, space > most / 2 ? space : most) + " …";
  }

  /// A document with its hits; `heading` is the element of its head. The title stands there: where it is a hit itself, it is marked there and not
  /// said again.
  function hits(group, words, heading) {
    const document = group.document;
    const named = group.hits.find((hit) => hit.sort === TITLE && hit.text === document.title);
    const title = named ? element("a", { class: "search-passage", href: link(document, "", named) }, ...marked(named.text, named.marks, [0, named.text.length])) : cut(document.title, 160);
    const head = element(heading, { lang: document.lang, dir: "auto" },
      element("a", { href: link(document, group.hits[0].place[1], group.hits[0]) }, element("bdi", {}, document.symbol)),
      title ? " " : null, title || null,
      document.date ? element("span", { class: "search-date" }, " " + document.date.slice(0, 4)) : null);
    const others = named ? named.places.filter(([number]) => number !== document.number) : [];
    const item = element("li", {}, head,
      others.length ? element("p", {}, also(others, named, words)) : null,
      ...group.hits.filter((hit) => hit !== named).map((hit) => passage(document, hit, words)));
    if (group.rest > 0) {
      const more = spoken("button", { type: "button" }, words, counted(words, "rest", group.rest));
      more.addEventListener("click", async () => {
        more.disabled = true;
        const rest = await group.remaining();
        more.replaceWith(...rest.map((hit) => passage(document, hit, words)));
      });
      item.append(more);
    }
    return item;
  }

  function passage(document, hit, words) {
    const here = hit.places.find(([number]) => number === document.number) || hit.place;
    const lines = element("p", { lang: document.lang, dir: "auto" },
      element("a", { class: "search-passage", href: link(document, here[1], hit) }, ...marked(hit.text, hit.marks)));
    const others = hit.places.filter(([number]) => number !== document.number);
    if (others.length) lines.append(" ", also(others, hit, words));
    return lines;
  }

  /// The other documents in which the very same text stands.
  function also(others, hit, words) {
    const span = spoken("span", { class: "search-also" }, words, words.also, " ");
    const put = async (count) => {
      const search = await engine.opened();
      for (const [number, anchor] of others.splice(0, count)) {
        const document = await search.document(number);
        span.append(element("a", { href: link(document, anchor, hit) }, element("bdi", {}, document.symbol)), " ");
      }
      if (!others.length) return;
      const button = element("button", { type: "button" }, "+" + number(others.length, words));
      button.addEventListener("click", () => {
        button.remove();
        put(200);
      });
      span.append(button);
    };
    const button = element("button", { type: "button" }, counted(words, "documents", others.length));
    button.addEventListener("click", () => {
      button.remove();
      put(20);
    });
    span.append(button);
    return span;
  }

  /// What is said of a paragraph by its number, or of one of the preamble.
  const numbered = (paragraph, main, preamble) => fill(paragraph.startsWith("pre-") ? preamble : main, { n: paragraph.replace(/^.*-/, "") });

  function offers(symbols, words) {
    const rows = symbols.map((symbol) => element("li", {},
      element("a", { href: engine.site + symbol.href, class: symbol.held ? "held" : "unheld" }, element("bdi", {}, symbol.symbol)),
      symbol.paragraph ? spoken("b", {}, words, words.comma, numbered(symbol.paragraph, words.place, words.preamble)) : null,
      symbol.lacks ? spoken("b", { class: "search-lacks" }, words, words.comma, numbered(symbol.lacks, words.lacks, words.preamble_lacks)) : null,
      symbol.title ? " " + cut(symbol.title, 120) : null,
      " ",
      spoken("span", { class: "search-cited" }, words, [symbol.cited ? counted(words, "cited", symbol.cited) : "", symbol.held ? "" : words.unheld].filter(Boolean).join(words.comma))));
    return element("ul", { class: symbols[0].alone ? "search-symbols perhaps" : "search-symbols" }, ...rows);
  }

  /// What is said of symbols that nothing knows, with where they may be.
  function unknown(symbols, words) {
    const line = spoken("p", { class: "search-unknown" }, words, words.unknown);
    const links = symbols.filter((symbol) => symbol.href);
    if (links.length) line.append(" ", words.official);
    for (const { symbol, href } of links) line.append(" ", element("a", { href, rel: "external" }, element("bdi", {}, symbol)));
    return line;
  }

  /// A field for each facet that narrows anything, with the values of the address chosen.
  function fields(facets, rows, asked, words) {
    const made = [], names = { body: words.bodies, type: words.types, lang: words.langs };
    for (const facet of facets) {
      const values = rows.filter((row) => row[0] === facet);
      if (values.length < 2) continue;
      if (facet === "year") values.reverse();
      const select = element("select", { name: facet, "aria-label": words[facet] }, element("option", { value: "" }, words[facet]));
      // To count the hits of each value the pieces of all would be loaded.
      const offered = element("optgroup", { label: words.counted });
      select.append(offered);
      for (const [, value, count] of values) {
        const name = (names[facet] || {})[value] || value;
        offered.append(element("option", { value, selected: asked.get(facet) === value ? "" : null }, name + " (" + number(count, words) + ")"));
      }
      made.push(select);
    }
    return made;
  }

  Object.assign(engine, { shown: { count, hits, offers, unknown, fields } });
})(typeof window === "undefined" ? globalThis : window);
