// What a query asks for. In: what is typed, and how texts are cut. Out: clauses: words, phrases, what must not be there. Never looks into
// the index.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});

  const QUOTES = /[“”„‟«»「」『』＂]/g;

  /// The clauses of a query: `{ terms, phrase, not, open }`, where an open word may go on.
  function parse(query, cut) {
    const plain = query.normalize("NFC").replace(QUOTES, '"');
    const clauses = [];
    const pattern = /(^|\s)?([-－−]?)(?:"([^"]*)("?)|([^\s"]+))/g;
    for (let found; (found = pattern.exec(plain));) {
      const [all, space, minus, quoted, closed, bare] = found;
      if (!all.trim()) continue;
      const starts = found.index === 0 || space !== undefined;
      const not = minus !== "" && starts;
      const { terms } = cut(quoted !== undefined ? quoted : (minus && !starts ? minus : "") + bare);
      if (!terms.length) continue;
      if (quoted !== undefined) clauses.push({ phrase: true, not, terms: phrase(terms), open: false });
      else {
        const ends = pattern.lastIndex >= plain.length;
        for (const clause of words(terms, not, isName(bare))) clauses.push(clause);
        const ending = clauses[clauses.length - 1];
        // What is typed last may go on; `13` in `第13段` does not.
        if (ends && ending && !ending.phrase) ending.open = ending.order + ending.terms[0].span === lengthOf(terms);
      }
    }
    return clauses;
  }

  const lengthOf = (terms) => Math.max(...terms.map((term) => term.at + term.span));

  /// The terms of a phrase: no more than needed to cover it, each with its distance from the first.
  function phrase(terms) {
    const covers = [];
    const symbols = terms.filter((term) => term.kind === "symbol");
    const within = (term, other) => other.at <= term.at && term.at + term.span <= other.at + other.span;
    for (const term of terms) {
      if (term.kind === "tail" || (term.kind === "word" && symbols.some((symbol) => within(term, symbol)))) continue;
      covers.push(term);
    }
    covers.sort((a, b) => a.at - b.at || b.span - a.span);
    const kept = [];
    let end = 0;
    for (let i = 0; i < covers.length; i++) {
      const term = covers[i];
      if (term.at + term.span <= end && kept.length) continue;
      const next = covers.find((other) => other.at === term.at + 1 && other.kind === "pair");
      // Of the pairs of a run every second one will do, and the last.
      if (term.kind === "pair" && term.at < end && next) continue;
      kept.push(term);
      end = term.at + term.span;
    }
    const first = kept.length ? kept[0].at : 0;
    return kept.map((term) => ({ term: term.term, at: term.at - first, span: term.span, kind: term.kind }));
  }

  /// Whether a word is typed in capitals, as the names of missions and organizations are.
  const isName = (bare) => bare.length > 1 && bare === bare.toUpperCase() && bare !== bare.toLowerCase();

  /// The clauses of what is typed without quotation marks: words, symbols, pairs.
  function words(terms, not, name) {
    const symbols = terms.filter((term) => term.kind === "symbol");
    const covered = (term) => symbols.some((other) => other.at <= term.at && term.at < other.at + other.span);
    const chosen = terms.filter((term) => term.kind === "symbol" || (term.kind !== "tail" && !covered(term)));
    const pairs = chosen.filter((term) => term.kind === "pair");
    if (not) return [{ phrase: true, not, terms: phrase(terms), open: false }];
    const clauses = [];
    for (const term of chosen) {
      // The last character of a run is in the pair before it; one that stands alone is for phrases.
      if (term.kind === "last" && (chosen.length > 1 || pairs.length)) continue;
      clauses.push({ phrase: false, not, terms: [{ ...term, name, at: 0 }], open: false, order: term.at });
    }
    return clauses.length ? clauses : [{ phrase: false, not, terms: [{ ...terms[0], name, at: 0 }], open: false, order: 0 }];
  }

  /// Where a phrase begins in a cut text.
  function starts(found, terms) {
    const at = new Map();
    for (const term of found.terms) {
      if (!at.has(term.at)) at.set(term.at, []);
      at.get(term.at).push(term);
    }
    const stands = (term, position) => (at.get(position) || []).some((other) =>
      other.term === term.term ||
      (term.kind === "last" && (other.kind === "pair" || other.kind === "last") && other.term.startsWith(term.term)));
    const positions = [];
    for (const position of at.keys()) {
      if (terms.every((term) => stands(term, position + term.at))) positions.push(position);
    }
    return positions;
  }

  Object.assign(engine, { parse, starts });
})(typeof window === "undefined" ? globalThis : window);
