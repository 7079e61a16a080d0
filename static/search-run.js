// Runs a query: loads what it needs of the index, by and by. In: the index, a query, filters. Out: what is found, as far as the pieces
// that are there tell. `search-score.js` weighs it, `search-hits.js` shows it.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { Numbers, last, parse, resolve, dictionary, textOf, piecesOf, readPostings, chunk, evaluate } = engine;

  // Pieces of postings that a query loads before it shows anything: 10 kB each, compressed.
  const FIRST_PIECES = 7;
  // Those that it loads behind what is shown, to tell how many hits there are.
  const COUNT_PIECES = 40;

  /// Runs a query. What comes back shows hits as they are asked for.
  async function search(index, query, filters) {
    const clauses = parse(query, index.cut);
    for (const clause of clauses) {
      clause.sets = await Promise.all(clause.terms.map((term) => terms(index, term, clause)));
      // What the postings cannot tell is looked up in the text: frequent words, single ideographs.
      clause.checked = clause.phrase && clause.terms.some((term, i) => term.kind === "last" || (clause.terms.length > 1 && clause.sets[i].plain));
    }
    const wanted = clauses.filter((clause) => !clause.not);
    const rare = wanted.filter((clause) => clause.sets.some((set) => !set.common));
    // Common words decide only where there is nothing else.
    const active = rare.length ? rare : wanted;
    for (const clause of active) {
      const known = clause.sets.filter((set) => !set.common && !(clause.phrase && set.term.kind === "last"));
      clause.loaded = known.length ? known : clause.sets;
    }
    const nots = clauses.filter((clause) => clause.not);
    for (const clause of nots) clause.loaded = clause.sets;
    const run = { index, query, clauses, active, nots, filters: await masks(index, filters), chosen: filters, complete: false, turn: Promise.resolve() };
    await advance(run, FIRST_PIECES);
    return engine.results(run);
  }

  /// The terms a term of a query stands for, with their pieces.
  async function terms(index, term, clause) {
    let parts, size = 0;
    if (clause.phrase && term.kind !== "last") {
      const number = Math.max(0, last(index.first, term.term));
      const piece = await dictionary(index, number);
      const at = last(piece.terms, term.term);
      parts = new Map(at >= 0 && piece.terms[at] === term.term ? [[index.numbers[number] + at, 1]] : []);
    } else ({ parts, size } = await resolve(index, term, clause.open));
    const list = [...parts].map(([id, weight]) => ({ id, weight, pieces: piecesOf(index, id), chunks: [] }));
    const exact = list.length > 0 && index.common.has(list[0].id) && list[0].weight === 1;
    // Without positions it is marked by its letters.
    for (const part of list) if (index.common.has(part.id)) part.text = await textOf(index, part.id);
    return { term, size, parts: list, common: exact, plain: list.some((part) => part.text) };
  }

  /// Loads more pieces of postings and weighs what is found anew. One step after another: what is weighed has no gaps.
  function advance(run, pieces) {
    const step = run.turn.then(() => loadMore(run, pieces)).then(() => evaluate(run));
    run.turn = step.catch(() => {});
    return step;
  }

  const pending = (set) => set.parts.filter((part) => part.chunks.length < part.pieces.length);

  /// Loads more pieces of postings: what is rare first, and of what is frequent what weighs most.
  async function loadMore(run, pieces) {
    const { index } = run;
    const jobs = new Map();
    const sets = [...run.nots, ...run.active].flatMap((clause) => clause.loaded);
    // A term to be left out must be known wholly, or what it stands in would be shown.
    const must = new Set(run.nots.flatMap((clause) => clause.loaded).flatMap((set) => set.parts));
    const parts = [...new Set(sets.flatMap(pending))];
    parts.sort((a, b) => must.has(b) - must.has(a) || a.pieces.length - b.pieces.length || b.weight - a.weight || a.id - b.id);
    const load = (part, at) => {
      const number = part.pieces[at];
      if (!jobs.has(number)) jobs.set(number, []);
      jobs.get(number).push([part, at]);
    };
    const next = new Map(parts.map((part) => [part, part.chunks.length]));
    for (let round = true; round;) {
      round = false;
      for (const part of parts) {
        const at = next.get(part);
        if (at >= part.pieces.length) continue;
        if (jobs.size >= pieces && !must.has(part) && !jobs.has(part.pieces[at])) continue;
        load(part, at);
        next.set(part, at + 1);
        round = true;
      }
    }
    const loaded = await Promise.all([...jobs].map(async ([number, list]) => [await index.pieces.piece("p", number, readPostings), number, list]));
    for (const [piece, number, list] of loaded) {
      for (const [part, at] of list) part.chunks[at] = chunk(piece, index, number, part.id);
    }
    run.complete = sets.every((set) => pending(set).length === 0);
  }

  /// The passages of each filter that is set: a hit must be in one of each facet.
  async function masks(index, filters) {
    const facets = new Map();
    for (const [facet, value] of filters) {
      const row = index.entry.filters.findIndex((row) => row[0] === facet && row[1] === value);
      if (!facets.has(facet)) facets.set(facet, new Uint8Array(index.entry.passages));
      if (row < 0) continue;
      const bytes = await index.pieces.piece("f", row, (bytes) => bytes);
      const mask = facets.get(facet), numbers = Numbers(bytes, 0, bytes.length);
      for (let passage = 0, inside = false; !numbers.done; inside = !inside) {
        const length = numbers.next();
        if (inside) mask.fill(1, passage, passage + length);
        passage += length;
      }
    }
    return [...facets.values()];
  }

  Object.assign(engine, { search, advance, FIRST_PIECES, COUNT_PIECES });
})(typeof window === "undefined" ? globalThis : window);
