// Symbols as they are typed: `63/195`, `ares63195`, `第63/195号决议`. In: the index, a query. Out: the pages it may mean, held or not.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { json, last, text } = engine;

  /// The symbols that a query may mean, those cited most first: `{ symbol, href, cited, held, title, alone, paragraph, lacks }`. A paragraph that
  /// is asked for stands in the address of a text that has it; `lacks` is its number where the text is held and has none of that number;
  /// `alone`: nothing but a number was typed, which may mean something else.
  async function symbols(index, query, fold) {
    const { asked, paragraph } = apart(folded(query, fold), index.entry);
    const wanted = keysOf(asked);
    if (!wanted.length) return [];
    const found = new Map();
    for (const { key, whole, kind, ends, alone } of wanted) {
      for (const [other, numbers] of await keysFrom(index, key)) {
        // `63/19` may go on as 63/195 and not as 63/19/2; a number alone must be the whole of the number. A/RES/2200(XXI) may be here as its
        // part A: a letter that sessions are not numbered with.
        const exact = other === key || other.startsWith(key + "/");
        const part = whole && /[ivx]$/.test(key) && /^[a-hj-uwyz]$/.test(other.slice(key.length));
        if (!exact && !part && (!whole || !/[0-9]$/.test(key) || other.slice(key.length).includes("/"))) continue;
        if (ends && !other.endsWith("/" + ends)) continue;
        if (alone && !BY_YEAR.test(other.slice(key.length))) continue;
        for (const number of numbers) {
          const rank = exact ? (other === key || ends ? 2 : 1) : part ? 1 : 0;
          if (!found.has(number) || found.get(number).rank < rank) found.set(number, { rank, kind });
        }
      }
    }
    const alone = wanted[0].alone && new RegExp("/RES/" + wanted[0].key + "[A-Z]?\\(");
    const rows = await Promise.all([...found].slice(0, 60).map(async ([number, { rank, kind }]) => {
      const size = index.entry.sizes[1];
      const rows = await index.pieces.piece("s", Math.floor(number / size), json);
      const [symbol, address, cited, held, title, paragraphs] = rows[number % size];
      const asked = held === 1 ? paragraph : null, anchors = asked ? anchorsOf(paragraphs, asked) : [];
      // One of several annexes may be meant, and which is not said.
      const href = anchors.length === 1 ? address + "#" + anchors[0] : address;
      return { symbol, href, cited, held: held === 1, title, alone: Boolean(alone), paragraph: anchors.length ? asked : null, lacks: anchors.length || asked && asked.startsWith(ANNEX) ? null : asked, rank: rank + (kind && symbol.includes(kind) ? 0.5 : 0) };
    }));
    rows.sort((a, b) => b.rank - a.rank || Boolean(b.paragraph) - Boolean(a.paragraph) || b.cited - a.cited || b.held - a.held || (a.symbol < b.symbol ? -1 : 1));
    // Who names a paragraph has typed the whole of the number before it.
    const meant = paragraph && rows.some((row) => row.rank >= 1) ? rows.filter((row) => row.rank >= 1) : rows;
    const kinds = meant.filter((row) => (alone ? alone.test(row.symbol) : row.rank % 1 > 0));
    return (kinds.length || alone ? kinds : meant).slice(0, 8);
  }

  // What stands before the number of a paragraph of the preamble, in anchors and here.
  const PREAMBLE = "pre-", ANNEX = "annex";

  /// Where a text has a paragraph of a number: `13` or `75.3` in its main text, else in its annexes; `pre-3` in its preamble; `annex.para-3` in
  /// its only annex, `annex-I.para-3` in that one. Its paragraphs come as
  /// src/search/numbered.rs says them.
  function anchorsOf(paragraphs, asked) {
    const [, outer, number] = /^(.*?)([0-9]+)$/.exec(asked), n = Number(number);
    const runs = [...paragraphs.matchAll(/(\S*?)([0-9]+)-([0-9]+)(?= |$)/g)];
    const there = runs.filter(([, , first, last]) => first <= n && n <= last).map(([, before]) => before);
    if (there.includes(outer)) return [(/^[a-z]/.test(outer) ? "" : "para-") + outer + n];
    const inner = outer.startsWith(ANNEX) ? outer.slice(ANNEX.length) : ".para-" + outer;
    return there.filter((before) => before.startsWith(ANNEX) && before.slice(ANNEX.length).replace(/^-[^.]+/, "") === inner).map((before) => before + n);
  }

  function folded(query, fold) {
    let folded = "";
    for (const c of query.normalize("NFC")) fold(c.codePointAt(0), (c) => (folded += c));
    return folded.trim().replace(COUNCIL, "$1s/res/");
  }

  // How delegates call the resolutions of the Security Council: `UNSCR 1325`, `SCR 242`.
  const COUNCIL = /(^|[^0-9a-z])(?:un)?scr\.?\s*(?=[0-9])/g;

  // What readers type before a number and texts do not print: `GA res 79/1`, `UN doc A/79/459`.
  const SHORT = /^(?:(?:un|ga|sc|docs?|res|dec)\.?\s+)+(?=[0-9]|[a-z][a-z.]*\/)/;

  /// The words of a query: the number of a paragraph beside a symbol says where in that text to look, and is no word of others.
  function wordsOf(index, query, fold) {
    if (/["“”„‟«»「」『』＂]/.test(query)) return query;
    const { asked, paragraph } = apart(folded(query, fold), index.entry);
    if (!keysOf(asked).length) return query;
    const bare = asked.replace(SHORT, "");
    return paragraph || bare !== asked ? bare : query;
  }

  // Where a word begins; Chinese has no gap before it.
  const APART = "(?<!\\p{Script=Latin}|\\p{Script=Cyrillic}|\\p{Script=Arabic})";

  /// What is asked for, and which paragraph of it: `63/195 p13`, `78/69, para. 99`, `第63/195号决议第13段`, `paragraph 13 of resolution 63/195`; with
  /// `PREAMBLE` before its number, of the preamble: `63/195 pp3`; with `ANNEX`, of an annex: `79/1, annex I, para. 3`.
  function apart(query, { paragraph, preambular, annex }) {
    // A lettered part of a paragraph stands in it: `para. 11 (j)`.
    const number = "\\.?\\s*([0-9]+(?:\\.[0-9]+)?)(?:\\s*\\([a-z]{1,4}\\))*";
    const named = (words) => "(?:(" + preambular.join("|") + ")|" + words.join("|") + ")" + number;
    const of = (preamble, number, asked) => {
      if (preamble) return PREAMBLE + number;
      const there = new RegExp(APART + "(?:" + annex.join("|") + ")(?:\\s*([ivxl]+|[0-9]+)(?![0-9\\p{L}/]))?(?!\\p{Script=Latin})", "u").exec(asked);
      return there ? ANNEX + (there[1] ? "-" + there[1].toUpperCase() : "") + ".para-" + number : number;
    };
    const behind = new RegExp("^(.*[0-9].*?)[\\s,،、]*" + APART + named(paragraph) + "\\s*段?$", "u").exec(query);
    if (behind) return { asked: behind[1], paragraph: of(behind[2], behind[3], behind[1]) };
    // In Chinese the same word stands before sessions.
    const before = new RegExp("^" + named(paragraph.filter((word) => word !== "第")) + "\\s+([^0-9]*[0-9].*)$", "u").exec(query);
    return before ? { asked: before[3], paragraph: of(before[1], before[2], before[3]) } : { asked: query, paragraph: null };
  }

  // A session or a year behind a number: in brackets, or apart from it.
  const BEHIND = "(?:\\s*\\(\\s*([ivxl]+|[0-9]{4})\\s*\\)|\\s+([ivxl]+|[0-9]{4}))";
  // How a key goes on behind a number that is the whole of a resolution's: with its year or its session.
  const BY_YEAR = /^\/([0-9]{4}|[ivxl]+)(\/|$)/;
  // A number: `63/195 a`; `217 a (iii)`, `186 (1964)`; `es-10/24`; one alone.
  const NUMBER = new RegExp(
    "(?:^|[^0-9a-z])((?:e?s-)?[0-9]+[a-z]?)" +
    "(?:\\s*\\/\\s*([0-9]+)\\s*([a-z](?![a-z]))?|(?:\\s*([a-z])(?![a-z]))?" + BEHIND + "\\s*([a-z](?![a-z]))?)?(?![0-9a-z])", "g");

  /// Whether a query names resolutions or decisions.
  const kindOf = (query) =>
    /dec|决定|decis|решени|مقرر/.test(query) ? "/DEC/" : /res|决议|резолюц|قرار/.test(query) ? "/RES/" : null;

  /// The symbols that a query, which leads nowhere, is for: `{ symbol, href }`, without `href` where no text prints it. In: what is typed. Words
  /// beside numbers may make something else of these, so that only nouns of resolutions stand there.
  function unknown(index, query, fold) {
    const { asked } = apart(folded(query, fold), index.entry);
    const printed = WHOLE.exec(asked);
    const all = printed ? [printed[1].toUpperCase()] : symbolsOf(asked, index.entry.issues.rows);
    const isPrinted = (symbol) => !index.entry.issues.unprinted.some((prefix) => symbol.startsWith(prefix + "/"));
    return all.map((symbol) => ({ symbol, href: isPrinted(symbol) ? "https://docs.un.org/" + symbol : null }));
  }

  // A symbol at the end: `a/res/79/999`, `resolution s/res/9999 (2016)`.
  const WHOLE = /(?:^|\s)([a-z]{1,8}(?:\.[0-9a-z]+)*(?:\/[a-z0-9.-]+)*\/(?:[a-z]+\.)?[0-9][a-z0-9./-]*(?:\([0-9a-z-]+\))?)$/;
  // Numbers: `79/999`, `9999 (2016)`, with what stands before and behind.
  const TWO = /^([^0-9]*)(?<![0-9a-z])([0-9]{1,4})\s*(?:\/\s*([0-9]{1,4})|\(\s*([0-9]{4})\s*\))(?![0-9a-z])([^0-9]*)$/;

  /// The symbols of a number that names no organ, by the organs that number so.
  function symbolsOf(query, rows) {
    const found = TWO.exec(query), kind = kindOf(query);
    if (!found) return [];
    const [, before, first, second, year, behind] = found;
    if (!kind && /[\p{L}\p{N}]/u.test(before + behind)) return [];
    const symbols = [];
    for (const [body, prefix, form, from, to] of rows) {
      const sitting = Number(year || first);
      if (sitting < from || sitting > to || (form === "number-year") !== Boolean(year)) continue;
      if (year) symbols.push(`${prefix}/${first}(${year})`);
      else {
        symbols.push(kind === "/DEC/" ? `${body}/DEC/${first}/${second}` : `${prefix}/${first}/${second}`);
        // Documents are numbered as resolutions are.
        if (!kind) symbols.push(`${body}/${first}/${second}`);
      }
    }
    return symbols;
  }

  /// What a folded query may be the key of: `a/res/63/195` and `ares63195` whole; `63/195`, `2331 (2016)`, `217 a (iii)` within words.
  function keysOf(query) {
    const keys = [];
    const compact = query.replace(/[^0-9a-z]/g, "");
    const foreign = /[^\x00-\x7f]/.test(query);
    const kind = kindOf(query);
    if (!foreign && /^[a-z]{1,5}[^ ]*[0-9]/.test(query) && compact.length > 2) keys.push({ key: compact, whole: true, kind: null });
    const printed = /(?:^|[^0-9a-z])([a-z][a-z0-9.]*(?:\/[a-z0-9.()-]+)+)/.exec(query);
    if (printed) {
      // The part A of a resolution stands before its session or behind it: `A/RES/217A(III)`, `A/RES/217(III)A`.
      const moved = printed[1].replace(/([0-9])([a-z])\(([ivxl]+)\)$/, "$1($3)$2");
      const [parts, others] = [printed[1], moved].map((symbol) => symbol.split(/[/()]/).map((part) => part.replace(/[^0-9a-z]/g, "")).filter(Boolean));
      for (const key of [parts.join(""), parts.join("/"), others.join("")]) {
        if (!keys.some((other) => other.key === key)) keys.push({ key, whole: true, kind: null });
      }
      return keys;
    }
    // Nothing but two numbers, or a number and its part, with or without the noun: `res 78 69`, `217 A`.
    const bare = /^(?:[^0-9]*[^0-9a-z])?([0-9]{1,4})\s+(?:([0-9]{1,3})|([a-z]))$/.exec(query);
    if (bare && (kind || /^[0-9]/.test(query))) {
      const [, first, second, part] = bare;
      return [second ? { key: first + "/" + second, whole: true, kind } : { key: first, whole: false, kind, ends: part }];
    }
    // A number alone may be that of a resolution.
    if (/^[0-9]{1,4}$/.test(query)) return [{ key: query, whole: false, kind: null, alone: true }];
    for (const found of query.matchAll(NUMBER)) {
      const [, first, second, letter, part, bracketed, apart, after] = found;
      const head = first.replace("-", ""), session = bracketed || apart;
      const [, number, letterAt] = /^(.*?)([a-z])?$/.exec(head);
      if (second) keys.push({ key: head + "/" + second + (letter || ""), whole: !letter, kind });
      else if (session) {
        const extra = part || after;
        keys.push({ key: head + "/" + session + (extra ? "/" + extra : ""), whole: false, kind });
        if (extra) keys.push({ key: head + extra + "/" + session, whole: false, kind });
        if (letterAt) keys.push({ key: number + "/" + session + "/" + letterAt, whole: false, kind });
      } else if (kind && letterAt) keys.push({ key: number, whole: false, kind, ends: letterAt });
      else if (kind && head.length > 2) keys.push({ key: head, whole: false, kind });
    }
    return keys;
  }

  /// The keys that begin so, from the pieces that hold them.
  async function keysFrom(index, key) {
    const found = [];
    for (let number = Math.max(0, last(index.keys, key)); number < index.keys.length; number++) {
      if (index.keys[number] > key && !index.keys[number].startsWith(key)) break;
      const rows = await index.pieces.piece("k", number, (bytes) => text(bytes).split("\n").filter(Boolean).map((line) => line.split("\t")));
      for (const [other, ...numbers] of rows) if (other.startsWith(key)) found.push([other, numbers.map(Number)]);
      if (found.length > 400) break;
    }
    return found;
  }

  Object.assign(engine, { anchorsOf, symbols, unknown, wordsOf });
})(typeof window === "undefined" ? globalThis : window);
