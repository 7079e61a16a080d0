// Weighs what is found. In: a run, with the pieces of postings that are there. Out: its hits, best first. Loads nothing.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});

  // As in src/search/posting.rs.
  const STEP = 0.3;

  /// The passages of a phrase, as far as the pieces tell: passage to weight.
  function phrasePassages(clause) {
    const sets = clause.loaded;
    if (sets.some((set) => !set.parts.length)) return new Map();
    const order = [...sets].sort((a, b) => size(a) - size(b));
    let found = null;
    for (const set of order) {
      const now = new Map();
      for (const part of set.parts) {
        for (const { ids, levels, begins, positions, plain } of part.chunks) {
          for (let i = 0; i < ids.length; i++) {
            const before = found && found.get(ids[i]);
            if (found && !before) continue;
            if (plain) {
              now.set(ids[i], before || { level: levels[i], at: null });
              continue;
            }
            let at = [];
            for (let j = begins[i]; j < begins[i + 1]; j++) at.push(positions[j] - set.term.at);
            if (before && before.at) at = at.filter((position) => before.at.has(position));
            if (!at.length) continue;
            const merged = now.get(ids[i]);
            if (merged && merged.at) for (const position of at) merged.at.add(position);
            else now.set(ids[i], { level: Math.max(levels[i], before ? before.level : 0), at: new Set(at) });
          }
        }
      }
      found = now;
    }
    return found || new Map();
  }

  const size = (set) => set.parts.reduce((sum, part) => sum + part.chunks.reduce((sum, chunk) => sum + chunk.ids.length, 0), 0);

  /// In how many passages a set of terms stands, guessed where not all of it is loaded.
  function frequency(set) {
    let sum = 0;
    for (const part of set.parts) {
      const loaded = part.chunks.reduce((sum, chunk) => sum + chunk.ids.length, 0);
      sum += part.chunks.length ? (loaded * part.pieces.length) / part.chunks.length : 0;
    }
    return Math.max(sum, set.size);
  }

  const rarity = (passages, frequency) => Math.log(1 + Math.max(0, passages - frequency + 0.5) / (frequency + 0.5)) + 0.05;

  /// Works the scores out from the pieces that are there.
  function evaluate(run) {
    const sums = weigh(run);
    strike(run, sums.scores);
    run.order = rank(run, sums);
    run.scores = sums.scores;
    together(run, run.order, run.scores);
  }

  /// For each passage its score, and how much of the query is in it.
  function weigh(run) {
    const count = run.index.entry.passages;
    const scores = new Float32Array(count), covered = new Float32Array(count);
    const best = new Float32Array(count), stamp = new Uint16Array(count);
    let total = 0, number = 0, missing = false;
    for (const clause of run.active) {
      number++;
      const met = [];
      clause.rarity = standings(clause, count, (passage, weight) => {
        if (stamp[passage] !== number) {
          stamp[passage] = number;
          best[passage] = weight;
          met.push(passage);
        } else if (best[passage] < weight) best[passage] = weight;
      });
      // A word that no passage has says nothing of any, nor does one of which nothing is loaded yet.
      if (met.length) total += clause.rarity;
      else if (isLoaded(clause)) missing = true;
      for (const passage of met) {
        scores[passage] += clause.rarity * best[passage];
        covered[passage] += clause.rarity;
      }
    }
    return { scores, covered, total, missing };
  }

  const isLoaded = (clause) => clause.loaded.every((set) => set.parts.every((part) => part.chunks.length === part.pieces.length));

  /// Calls `take` with each passage of a clause and its weight there; how rare the clause is.
  function standings(clause, count, take) {
    if (clause.phrase) {
      const found = phrasePassages(clause);
      for (const [passage, { level }] of found) take(passage, level * STEP * 1.5);
      return rarity(count, found.size);
    }
    for (const set of clause.loaded) {
      for (const part of set.parts) {
        for (const { ids, levels } of part.chunks) {
          for (let i = 0; i < ids.length; i++) take(ids[i], levels[i] * STEP * part.weight);
        }
      }
    }
    return rarity(count, clause.loaded.reduce((sum, set) => sum + frequency(set), 0));
  }

  /// Takes away what has a word that must not be there, or does not pass the filters.
  function strike(run, scores) {
    for (const clause of run.nots) {
      if (clause.checked) continue;
      for (const passage of phrasePassages(clause).keys()) scores[passage] = 0;
    }
    for (const mask of run.filters) for (let i = 0; i < scores.length; i++) if (!mask[i]) scores[i] = 0;
  }

  /// The hits, best first. Every phrase must be there; of words as many as possible.
  function rank(run, { scores, covered, total, missing }) {
    const must = run.active.filter((clause) => clause.phrase).map((clause) => phrasePassages(clause));
    const order = [];
    let most = 0;
    run.whole = 0;
    for (let passage = 0; passage < scores.length; passage++) if (scores[passage] > 0) most = Math.max(most, covered[passage]);
    for (let passage = 0; passage < scores.length; passage++) {
      if (scores[passage] <= 0) continue;
      const share = covered[passage] / total;
      // Half of what the best one has is a hit.
      if (covered[passage] < most * 0.5 || must.some((passages) => !passages.has(passage))) {
        scores[passage] = 0;
        continue;
      }
      if (share > 0.999 && !missing) run.whole++;
      scores[passage] *= share * share;
      order.push(passage);
    }
    return order.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  /// Raises those of the best hits in which the words stand together as in the query.
  function together(run, order, scores) {
    const words = run.active.filter((clause) => !clause.phrase);
    if (words.length < 2) return;
    const top = new Map(order.slice(0, 400).map((passage) => [passage, words.map(() => null)]));
    words.forEach((clause, number) => each(clause, (passage, positions) => {
      const row = top.get(passage);
      if (row) row[number] = (row[number] || []).concat(positions);
    }));
    for (const [passage, rows] of top) {
      let bonus = 0;
      for (let i = 1; i < rows.length; i++) {
        if (!rows[i - 1] || !rows[i]) continue;
        const near = rows[i].some((b) => rows[i - 1].some((a) => b - a > 0 && b - a <= 2));
        if (near) bonus += Math.min(words[i - 1].rarity, words[i].rarity);
      }
      scores[passage] += bonus * 0.8;
    }
    const best = order.slice(0, top.size).sort((a, b) => scores[b] - scores[a] || a - b);
    for (let i = 0; i < best.length; i++) order[i] = best[i];
  }

  /// Calls `take` with every passage of a clause and the positions of its terms there.
  function each(clause, take) {
    for (const set of clause.loaded) {
      for (const part of set.parts) {
        for (const { ids, begins, positions, plain } of part.chunks) {
          if (plain) continue;
          for (let i = 0; i < ids.length; i++) take(ids[i], positions.slice(begins[i], begins[i + 1]), set);
        }
      }
    }
  }

  Object.assign(engine, { evaluate });
})(typeof window === "undefined" ? globalThis : window);
