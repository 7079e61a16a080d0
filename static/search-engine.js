// Search, without a page. In: the pieces of the index (classic scripts that call `concordSearch`), a query. Out: hits, best first, each
// with its text and what of it was searched for. Touches no page; `search.js` does, and names the scripts this is made of, in the order
// they load. Loads in Node too, where the tests run these very files.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { Pieces, Folding, Cutter, json, sums, search, shownDocument, symbols, unknown, wordsOf } = engine;

  async function open(load) {
    const pieces = Pieces(load);
    const entry = await pieces.entry();
    if (entry.version !== 1) throw new Error("search: the index is of another version");
    const fold = Folding(entry.folding);
    const cut = Cutter(fold);
    const index = {
      entry,
      cut,
      pieces,
      first: entry.dictionary[0].split("\n"),
      numbers: sums(entry.dictionary[1]),
      postings: sums(entry.postings),
      texts: sums(entry.texts),
      starts: sums(entry.starts),
      keys: entry.keys.split("\n"),
      common: new Set(sums(entry.common)),
    };
    return {
      entry,
      cut,
      words: async (lang) => ({ ...(await pieces.words(lang)), code: lang }),
      document: (number) => shownDocument(index, number),
      symbols: (query) => symbols(index, query, fold),
      unknown: (query) => unknown(index, query, fold),
      search: (query, filters) => search(index, wordsOf(index, query, fold), filters || []),
    };
  }

  /// Every passage of the index with its number and the language of its first document.
  async function passages(load) {
    const pieces = Pieces(load);
    const entry = await pieces.entry();
    const all = [];
    for (const [piece, first] of sums(entry.texts).entries()) {
      for (const [i, row] of (await pieces.piece("t", piece, json)).entries()) {
        // A document has more numbers than passages.
        if (!row) continue;
        const [sort, text, places] = row;
        const rows = await pieces.piece("h", Math.floor(places[0][0] / entry.sizes[0]), json);
        all.push({ number: first + i, sort, text, places, lang: rows[places[0][0] % entry.sizes[0]][3] });
      }
    }
    return all;
  }

  Object.assign(engine, { open, passages });
})(typeof window === "undefined" ? globalThis : window);
