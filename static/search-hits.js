// Shows hits. In: a run. Out: documents, each with its best passages, their texts and what of them was searched for, loaded as they are
// asked for.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { json, last, starts, advance, FIRST_PIECES, COUNT_PIECES } = engine;

  const shownDocument = async (index, number) => {
    const size = index.entry.sizes[0];
    const rows = await index.pieces.piece("h", Math.floor(number / size), json);
    const [symbol, title, href, lang, date, body, type] = rows[number % size];
    return { number, symbol, title, href, lang, date, body, type };
  };

  async function shownText(index, passage) {
    const number = last(index.texts, passage);
    const rows = await index.pieces.piece("t", number, json);
    const [sort, text, places] = rows[passage - index.texts[number]];
    return { passage, sort, text, places };
  }

  const passes = (document, filters) => {
    const facets = new Map();
    const value = { body: document.body, year: document.date.slice(0, 4), type: document.type, lang: document.lang };
    for (const [facet, wanted] of filters) facets.set(facet, facets.get(facet) || value[facet] === wanted);
    return [...facets.values()].every(Boolean);
  };

  /// The hits of a run, by document, as they are asked for.
  function results(run) {
    const { index } = run;
    const seen = new Set();
    let next = 0, order = run.order;
    /// The documents of the next hits, best first.
    async function more(count) {
      const groups = [];
      while (groups.length < count) {
        const batch = [];
        // In another order what was passed over stands elsewhere; what was shown is known.
        if (order !== run.order) [order, next] = [run.order, 0];
        while (batch.length < count - groups.length && next < order.length) {
          const document = last(index.starts, order[next++]);
          if (seen.has(document)) continue;
          seen.add(document);
          batch.push(document);
        }
        if (!batch.length) {
          if (run.complete) break;
          await advance(run, FIRST_PIECES * 2);
          continue;
        }
        groups.push(...(await Promise.all(batch.map((document) => group(run, document)))).filter(Boolean));
      }
      return groups;
    }
    return {
      more,
      /// Of passages with all words as far as is known, and of all hits.
      get whole() { return run.whole; },
      get found() { return run.order.length; },
      get complete() { return run.complete; },
      /// Whether filters leave some out.
      get narrowed() { return run.chosen.length > 0; },
      /// Loads what tells how many hits there are, if it is not too much.
      count: () => (run.complete ? Promise.resolve() : advance(run, COUNT_PIECES)),
      get exact() { return run.complete && !run.clauses.some((clause) => clause.checked); },
      /// The passages of every hit, for tests.
      async all() {
        while (!run.complete) await advance(run, 1e9);
        if (!run.clauses.some((clause) => clause.checked)) return [...run.order];
        const hits = await Promise.all(run.order.map((passage) => shown(run, passage)));
        return hits.filter(Boolean).map((hit) => hit.passage);
      },
    };
  }

  /// A document with its best passages shown; null where a closer look leaves none.
  async function group(run, document) {
    const { index } = run;
    const from = index.starts[document], to = document + 1 < index.starts.length ? index.starts[document + 1] : index.entry.passages;
    const passages = [];
    for (let passage = from; passage < to; passage++) if (run.scores[passage] > 0) passages.push(passage);
    passages.sort((a, b) => run.scores[b] - run.scores[a] || a - b);
    const hits = [], remaining = [];
    // Of a document those are shown that one piece of texts holds; the others are loaded when the reader asks for them.
    let piece = -1;
    for (const passage of passages) {
      const number = last(index.texts, passage);
      if (hits.length >= 3 || (hits.length && number !== piece)) {
        remaining.push(passage);
        continue;
      }
      const hit = await shown(run, passage);
      if (!hit) continue;
      piece = number;
      hits.push(hit);
    }
    if (!hits.length) return null;
    const place = hits[0].place;
    const row = await shownDocument(index, place[0]);
    return { document: row, hits, rest: remaining.length, remaining: async () => (await Promise.all(remaining.map((passage) => shown(run, passage)))).filter(Boolean) };
  }

  /// What a text tells that is no hit after all.
  const NONE = null;

  /// The phrases in a text; with `NONE` among them where one is missing, or one is there that must not be.
  function phraseMarks(run, found) {
    const marks = [];
    for (const clause of run.clauses) {
      if (!clause.phrase) continue;
      const at = starts(found, clause.terms);
      if (clause.not) {
        if (clause.checked && at.length) marks.push(NONE);
        continue;
      }
      if (!at.length && run.active.includes(clause)) marks.push(NONE);
      const end = clause.terms[clause.terms.length - 1];
      for (const position of at) marks.push([position, position + end.at + end.span]);
    }
    return marks;
  }

  /// The words of a query in a text: by the postings, or by their letters where these tell no positions.
  function wordMarks(run, found, passage) {
    const marks = [];
    const sets = run.active.filter((clause) => !clause.phrase).flatMap((clause) => clause.loaded);
    for (const set of sets) {
      const span = set.term.kind === "last" ? 1 : set.term.span;
      // So is a word as it was typed while not all of its postings are loaded.
      const typed = set.parts.some((part) => part.chunks.length < part.pieces.length) ? found.terms.filter((term) => term.term === set.term.term) : [];
      for (const term of typed) marks.push([term.at, term.at + term.span]);
      for (const part of set.parts) {
        if (part.text) {
          for (const term of found.terms) if (term.term === part.text) marks.push([term.at, term.at + term.span]);
          continue;
        }
        for (const { ids, begins, positions } of part.chunks) {
          const i = ids.indexOf(passage);
          if (i < 0) continue;
          for (let j = begins[i]; j < begins[i + 1]; j++) marks.push([positions[j], positions[j] + span]);
        }
      }
    }
    return marks;
  }

  /// A hit as shown; null where the text tells that it is none.
  async function shown(run, passage) {
    const { index } = run;
    const row = await shownText(index, passage);
    const found = index.cut(row.text);
    const marks = [...phraseMarks(run, found), ...wordMarks(run, found, passage)];
    if (marks.includes(NONE)) return null;
    let places = row.places;
    if (run.chosen.length) {
      const documents = await Promise.all(places.map(([document]) => shownDocument(index, document)));
      places = places.filter((_, i) => passes(documents[i], run.chosen));
      if (!places.length) return null;
    }
    const ranges = merge(marks.map(([from, to]) => [found.from[from], found.to[to - 1]]), row.text);
    return { passage, sort: row.sort, text: row.text, marks: ranges, place: places[0], places, score: run.scores[passage] };
  }

  /// Ranges in order, those that touch joined.
  function merge(ranges, text) {
    const sorted = ranges.filter(([from, to]) => from >= 0 && to <= text.length && from < to).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged = [];
    for (const [from, to] of sorted) {
      const before = merged[merged.length - 1];
      if (before && from <= before[1]) before[1] = Math.max(before[1], to);
      else merged.push([from, to]);
    }
    return merged;
  }

  Object.assign(engine, { results, shownDocument });
})(typeof window === "undefined" ? globalThis : window);
