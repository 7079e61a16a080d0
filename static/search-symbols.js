// Symbols as they are typed: `63/195`, `ares63195`, `第63/195号决议`. In: the index, a query. Out: the pages it may mean, held or not.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { json, last, text } = engine;

  /// The symbols that a query may mean, those cited most first: `{ symbol, href, cited, held, title }`.
  async function symbols(index, query, fold) {
    let folded = "";
    for (const c of query.normalize("NFC")) fold(c.codePointAt(0), (c) => (folded += c));
    const wanted = keysOf(folded.trim());
    if (!wanted.length) return [];
    const found = new Map();
    for (const { key, whole, kind } of wanted) {
      for (const [other, numbers] of await keysFrom(index, key)) {
        // `63/19` may go on as 63/195 and not as 63/19/2; a number alone must be the whole of the number.
        const exact = other === key || other.startsWith(key + "/");
        if (!exact && (!whole || !/[0-9]$/.test(key) || other.slice(key.length).includes("/"))) continue;
        for (const number of numbers) {
          const rank = exact ? (other === key ? 2 : 1) : 0;
          if (!found.has(number) || found.get(number).rank < rank) found.set(number, { rank, kind });
        }
      }
    }
    const rows = await Promise.all([...found].slice(0, 60).map(async ([number, { rank, kind }]) => {
      const size = index.entry.sizes[1];
      const rows = await index.pieces.piece("s", Math.floor(number / size), json);
      const [symbol, href, cited, held, title] = rows[number % size];
      return { symbol, href, cited, held: held === 1, title, rank: rank + (kind && symbol.includes(kind) ? 0.5 : 0) };
    }));
    rows.sort((a, b) => b.rank - a.rank || b.cited - a.cited || b.held - a.held || (a.symbol < b.symbol ? -1 : 1));
    const kinds = rows.filter((row) => row.rank % 1 > 0);
    return (kinds.length ? kinds : rows).slice(0, 8);
  }

  /// What a folded query may be the key of: `a/res/63/195` and `ares63195` whole; `63/195`, `2331 (2016)`, `217 a (iii)` within words.
  function keysOf(query) {
    const keys = [];
    const compact = query.replace(/[^0-9a-z]/g, "");
    const foreign = /[^\x00-\x7f]/.test(query);
    const kind = /dec|决定|decis|решени|مقرر/.test(query) ? "/DEC/" : /res|决议|резолюц|قرار/.test(query) ? "/RES/" : null;
    if (!foreign && /^[a-z]{1,5}[^ ]*[0-9]/.test(query) && compact.length > 2) keys.push({ key: compact, whole: true, kind: null });
    const printed = /(?:^|[^0-9a-z])([a-z][a-z0-9.]*(?:\/[a-z0-9.()-]+)+)/.exec(query);
    if (printed) {
      const parts = printed[1].split(/[/()]/).map((part) => part.replace(/[^0-9a-z]/g, "")).filter(Boolean);
      for (const key of [parts.join(""), parts.join("/")]) {
        if (!keys.some((other) => other.key === key)) keys.push({ key, whole: true, kind: null });
      }
      return keys;
    }
    const number = /(?:^|[^0-9a-z])((?:e?s-)?[0-9]+[a-z]?)\s*(?:\/\s*([0-9]+)\s*([a-z](?![a-z]))?|\s([a-z])?\s*\(?\s*([ivxl]+|[0-9]{4})\s*\)?\s*([a-z](?![a-z]))?)?(?![0-9a-z])/g;
    for (let found; (found = number.exec(query));) {
      const [, first, second, letter, part, session, after] = found;
      const head = first.replace("-", "");
      if (second) keys.push({ key: head + "/" + second + (letter || ""), whole: !letter, kind });
      else if (session) {
        const extra = part || after;
        keys.push({ key: head + "/" + session + (extra ? "/" + extra : ""), whole: false, kind });
        if (extra) keys.push({ key: head + extra + "/" + session, whole: false, kind });
      } else if (kind && head.length > 2) keys.push({ key: head, whole: false, kind });
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

  Object.assign(engine, { symbols });
})(typeof window === "undefined" ? globalThis : window);
