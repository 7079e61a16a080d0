// Search, without a page. In: the pieces of the index (classic scripts that call `concordSearch`), a query. Out: hits, best first, each
// with its text and what of it was searched for. Knows no grammar: how characters fold and which words are forms of one another is in
// the pieces. Touches no page; `search.js` does. Loads in Node too, where the tests run this very file.
(function (root) {
  "use strict";

  // As in src/search/piece.rs.
  const ESCAPE = 1, MASK = 0x4000;
  const GAP = 0, WORD = 1, HAN = 2;
  const DROPPED = 1, SEVERAL = 2;
  const SYMBOL_PARTS = 9;
  const STEP = 0.3;
  // Pieces of postings that a query loads before it shows anything: 10 kB each, compressed.
  const FIRST_PIECES = 8;
  // How frequent a term is, by the figure in its line of the dictionary.
  const SIZES = [1];
  while (SIZES.length < 36) SIZES.push(SIZES[SIZES.length - 1] + Math.ceil(SIZES[SIZES.length - 1] / 2));
  const waiting = new Map();

  // --- Pieces -----------------------------------------------------------------------------------------------------------------------

  /// Two bytes to a character; what no script can hold stands behind an escape with one bit turned over. Before it goes what the piece
  /// was compressed against, as a block that is stored as it is.
  function unpack(packed, length, book) {
    const before = book.length ? book.length + 5 : 0;
    const bytes = new Uint8Array(before + length + 1);
    if (before) {
      bytes.set([0, book.length & 255, book.length >> 8, ~book.length & 255, (~book.length >> 8) & 255]);
      bytes.set(book, 5);
    }
    for (let i = 0, at = before; i < packed.length; i++, at += 2) {
      let unit = packed.charCodeAt(i);
      if (unit === ESCAPE) unit = packed.charCodeAt(++i) ^ MASK;
      bytes[at] = unit;
      bytes[at + 1] = unit >> 8;
    }
    return bytes.subarray(0, before + length);
  }

  async function inflate(bytes) {
    const stream = new DecompressionStream("deflate-raw");
    const writer = stream.writable.getWriter();
    writer.write(bytes).catch(() => {});
    writer.close().catch(() => {});
    const parts = [];
    let length = 0;
    for (const reader = stream.readable.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
    }
    if (parts.length === 1) return parts[0];
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /// What every piece calls.
  root.concordSearch = function (name, length, packed) {
    const wait = waiting.get(name);
    if (!wait) return;
    wait.book.then((book) => inflate(unpack(packed, length, book)).then((bytes) => bytes.subarray(book.length)))
      .then(wait.resolve, wait.reject);
  };

  const decoder = new TextDecoder();

  function Pieces(load) {
    const made = new Map();
    let hashes = null;
    const nothing = Promise.resolve(new Uint8Array(0));
    const get = (name, file) => {
      if (!made.has(name)) {
        made.set(name, new Promise((resolve, reject) => {
          // Texts are compressed against the phrase book.
          const book = name[0] === "t" ? piece("b", 0, (bytes) => bytes) : nothing;
          waiting.set(name, { resolve, reject, book });
          load("search/" + file + ".js").catch((error) => {
            made.delete(name);
            reject(error);
          });
        }));
      }
      return made.get(name);
    };
    const parsed = new Map();
    /// A piece of a family, read by `read` once.
    const piece = (family, number, read) => {
      const name = family + number;
      if (!parsed.has(name)) {
        const file = name + "-" + hashes[family].slice(number * 5, number * 5 + 5);
        const wait = get(name, file).then(read);
        wait.catch(() => parsed.delete(name));
        parsed.set(name, wait);
      }
      return parsed.get(name);
    };
    const entry = () => get("index", "index").then((bytes) => {
      const entry = JSON.parse(decoder.decode(bytes));
      hashes = entry.hashes;
      return entry;
    });
    const words = (lang) => get("words-" + lang, "words-" + lang).then(json);
    return { entry, piece, words };
  }

  const text = (bytes) => decoder.decode(bytes);
  const json = (bytes) => JSON.parse(decoder.decode(bytes));

  /// Distances to numbers.
  function sums(distances) {
    let sum = 0;
    return distances.map((distance) => (sum += distance));
  }

  /// The last index whose value is not greater, or -1.
  function last(values, value) {
    let low = 0, high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // --- Folding and cutting: the same as src/search/fold.rs and token.rs -------------------------------------------------------------

  function Folding(table) {
    const kinds = new Uint8Array(0x10000), special = new Uint8Array(0x10000), becomes = new Uint16Array(0x10000);
    const several = new Map(table.several);
    for (let code = 0; code < 0x10000; code++) becomes[code] = code;
    let end = 0;
    for (const [gap, length, step, to, toStep] of table.runs) {
      const from = end + gap;
      for (let i = 0; i < length; i++) becomes[from + i * step] = to + i * toStep;
      end = from + (length - 1) * step;
    }
    const mark = (gaps, array, value) => {
      for (let i = 0, code = 0; i < gaps.length; i += 2) {
        code += gaps[i];
        array.fill(value, code, code + gaps[i + 1]);
        code += gaps[i + 1];
      }
    };
    mark(table.words, kinds, WORD);
    mark(table.han, kinds, HAN);
    mark(table.dropped, special, DROPPED);
    for (const code of several.keys()) special[code] = SEVERAL;
    /// Calls `take` with each character that a character becomes.
    return function (code, take) {
      if (code > 0xffff) take(String.fromCodePoint(code), code >= 0x20000 && code < 0x40000 ? HAN : GAP);
      else if (special[code] === 0) take(String.fromCharCode(becomes[code]), kinds[becomes[code]]);
      else if (special[code] === SEVERAL) for (const c of several.get(code)) take(c, kinds[c.charCodeAt(0)]);
    };
  }

  /// The terms of a text: `{ term, at, span, kind }`; and where each position begins and ends in the text.
  function Cutter(fold) {
    return function (text) {
      const terms = [], from = [], to = [];
      let position = 0, lastHan = "", afterHan = false, inWord = false, gap = 0;
      let folded = "", parts = [];
      const endSymbol = () => {
        if (parts.length > 1) {
          const first = parts[0], before = parts[parts.length - 2], end = parts[parts.length - 1];
          const whole = folded.slice(first.start, end.end);
          if (whole.includes("/") && /[0-9]/.test(whole)) {
            terms.push({ term: whole, at: first.position, span: parts.length, kind: "symbol" });
            const tail = folded.slice(before.start, end.end);
            const number = (part) => /[0-9]/.test(folded.charAt(part.start));
            if (first.start !== before.start && number(before) && number(end) && tail.includes("/")) {
              terms.push({ term: tail, at: before.position, span: 2, kind: "tail" });
            }
          }
        }
        parts = [];
        folded = "";
      };
      const endWord = (offset) => {
        if (!inWord) return;
        inWord = false;
        const part = parts[parts.length - 1];
        part.end = folded.length;
        to[position] = offset;
        terms.push({ term: folded.slice(part.start, part.end), at: position, span: 1, kind: "word" });
        position++;
      };
      const endRun = () => {
        if (lastHan) terms.push({ term: lastHan, at: position - 1, span: 1, kind: "last" });
        lastHan = "";
      };
      for (let i = 0; i < text.length;) {
        const code = text.codePointAt(i), width = code > 0xffff ? 2 : 1;
        let first = true;
        fold(code, (c, kind) => {
          if (kind === WORD) {
            endRun();
            if (!inWord) {
              const joins = gap === 1 && /[/.-]$/.test(folded) && parts.length < SYMBOL_PARTS;
              if (!joins) endSymbol();
              parts.push({ start: folded.length, end: folded.length, position });
              from[position] = i;
              inWord = true;
              gap = 0;
              afterHan = false;
            }
            folded += c;
          } else if (kind === HAN) {
            endWord(i);
            endSymbol();
            if (lastHan) terms.push({ term: lastHan + c, at: position - 1, span: 2, kind: "pair" });
            else if (afterHan && gap > 0) position++;
            lastHan = c;
            from[position] = i;
            to[position] = i + width;
            afterHan = true;
            gap = 0;
            position++;
          } else {
            endRun();
            endWord(i);
            if (first || gap === 0) gap++;
            if (parts.length) folded += c;
          }
          first = false;
        });
        i += width;
      }
      endRun();
      endWord(text.length);
      endSymbol();
      return { terms, from, to };
    };
  }

  // --- Queries ----------------------------------------------------------------------------------------------------------------------

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
        for (const clause of words(terms, not)) clauses.push(clause);
        if (ends && clauses.length) clauses[clauses.length - 1].open = !clauses[clauses.length - 1].phrase;
      }
    }
    return clauses;
  }

  /// The terms of a phrase: no more than needed to cover it, each with its distance from the first.
  function phrase(terms) {
    const covers = [];
    const symbols = terms.filter((term) => term.kind === "symbol");
    const tails = terms.filter((term) => term.kind === "tail");
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
    void tails;
    const first = kept.length ? kept[0].at : 0;
    return kept.map((term) => ({ term: term.term, at: term.at - first, span: term.span, kind: term.kind }));
  }

  /// The clauses of what is typed without quotation marks: words, symbols, pairs.
  function words(terms, not) {
    const symbols = terms.filter((term) => term.kind === "symbol");
    const covered = (term) => symbols.some((other) => other.at <= term.at && term.at < other.at + other.span);
    const chosen = terms.filter((term) => term.kind === "symbol" || (term.kind !== "tail" && !covered(term)));
    const pairs = chosen.filter((term) => term.kind === "pair");
    if (not) return [{ phrase: true, not, terms: phrase(terms), open: false }];
    const clauses = [];
    for (const term of chosen) {
      // The last character of a run is in the pair before it; one that stands alone is for phrases.
      if (term.kind === "last" && (chosen.length > 1 || pairs.length)) continue;
      clauses.push({ phrase: false, not, terms: [{ ...term, at: 0 }], open: false, order: term.at });
    }
    return clauses.length ? clauses : [{ phrase: false, not, terms: [{ ...terms[0], at: 0 }], open: false, order: 0 }];
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

  // --- The index --------------------------------------------------------------------------------------------------------------------

  async function open(load, lang) {
    const pieces = Pieces(load);
    const entry = await pieces.entry();
    if (entry.version !== 1) throw new Error("search: the index is of another version");
    const fold = Folding(entry.folding);
    const cut = Cutter(fold);
    const index = {
      entry, cut, pieces,
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
      words: () => pieces.words(lang || "en"),
      document: (number) => shownDocument(index, number),
      symbols: (query) => symbols(index, query, fold),
      search: (query, filters) => search(index, query, filters || []),
    };
  }

  function readDictionary(first) {
    return (bytes) => {
      const terms = [], sizes = [], forms = [];
      let before = "";
      for (const line of text(bytes).split("\n")) {
        if (!line) continue;
        const tab = line.indexOf("\t");
        before = before.slice(0, parseInt(line[0], 36)) + line.slice(2, tab < 0 ? undefined : tab);
        const number = first + terms.length;
        terms.push(before);
        sizes.push(SIZES[parseInt(line[1], 36)]);
        forms.push(tab < 0 ? [] : line.slice(tab + 1).split(",").map((distance) => number + Number(distance)));
      }
      return { terms, sizes, forms };
    };
  }

  const dictionary = (index, number) => index.pieces.piece("d", number, readDictionary(index.numbers[number]));

  const textOf = async (index, id) => {
    const number = last(index.numbers, id);
    return (await dictionary(index, number)).terms[id - index.numbers[number]];
  };

  /// The terms that one of a clause stands for: `{ id, weight }`.
  async function resolve(index, term, open) {
    let size = 0;
    const number = Math.max(0, last(index.first, term.term));
    const piece = await dictionary(index, number);
    const at = last(piece.terms, term.term);
    const exact = at >= 0 && piece.terms[at] === term.term;
    const parts = new Map();
    const add = (id, weight) => parts.set(id, Math.max(weight, parts.get(id) || 0));
    const id = (at) => index.numbers[number] + at;
    if (exact) {
      size = piece.sizes[at];
      add(id(at), 1);
      for (const form of piece.forms[at]) add(form, 0.9);
    }
    const alone = term.kind === "last";
    if (open || alone || !exact) {
      for (const [other, weight, frequency] of await beginning(index, number, piece, term.term, alone ? 400 : 20)) {
        add(other, exact ? 0.6 * weight : weight);
        if (!exact) size = Math.max(size, frequency);
      }
    }
    if (!parts.size && term.kind === "word") {
      for (const prefix of index.entry.prefixes) {
        const bare = term.term.slice(prefix.length);
        if (parts.size || bare.length < 3 || !term.term.startsWith(prefix)) continue;
        return resolve(index, { ...term, term: bare }, open);
      }
      // A form that no text has: the words that begin as it does.
      for (let length = term.term.length - 1; length >= Math.max(4, term.term.length - 4) && !parts.size; length--) {
        const begin = term.term.slice(0, length);
        for (const [other, , frequency, forms] of await beginning(index, number, piece, begin, 8)) {
          add(other, 0.8);
          for (const form of forms) add(form, 0.7);
          size = Math.max(size, frequency);
        }
      }
    }
    return { parts, size };
  }

  /// The most frequent terms that begin so.
  async function beginning(index, number, piece, begin, most) {
    const found = [];
    for (let at = last(piece.terms, begin), i = number; ; at = -1) {
      for (at = Math.max(at, 0); at < piece.terms.length; at++) {
        if (piece.terms[at].startsWith(begin)) {
          found.push([index.numbers[i] + at, piece.sizes[at], piece.terms[at], piece.forms[at]]);
        } else if (piece.terms[at] > begin) break;
      }
      if (at < piece.terms.length || ++i >= index.first.length || !index.first[i].startsWith(begin)) break;
      piece = await dictionary(index, i);
    }
    found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return found.slice(0, most).map(([id, size, term, forms]) => [id, term === begin ? 1 : 0.8, size, forms]);
  }

  /// The pieces of postings of a term.
  function piecesOf(index, id) {
    const end = last(index.postings, id);
    let first = end;
    while (first > 0 && index.postings[first] === id && index.postings[first - 1] === id) first--;
    const numbers = [];
    for (let number = first; number <= end; number++) numbers.push(number);
    return numbers;
  }

  /// A piece of postings: where each of its terms begins.
  function readPostings(bytes) {
    const starts = [];
    for (let at = 0; at < bytes.length;) {
      let length = 0, shift = 0, byte;
      do {
        byte = bytes[at++];
        length |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      starts.push([at, at + length]);
      at += length;
    }
    return { bytes, starts, read: new Map() };
  }

  /// A chunk of a term: passages, weights, where each one's positions begin, positions.
  function chunk(piece, index, number, id) {
    if (!piece.read.has(id)) {
      const within = piecesOf(index, id).length > 1 ? 0 : id - index.postings[number];
      const [start, end] = piece.starts[within];
      piece.read.set(id, readChunk(piece.bytes, start, end, index.common.has(id)));
    }
    return piece.read.get(id);
  }

  function readChunk(bytes, start, end, plain) {
    const ids = [], levels = [], begins = [], positions = [];
    let at = start;
    const next = () => {
      let number = 0, shift = 0, byte;
      do {
        byte = bytes[at++];
        number |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      return number >>> 0;
    };
    while (at < end) {
      const level = next(), count = next(), base = ids.length;
      const more = [];
      for (let i = 0, passage = 0; i < count; i++) {
        const distance = next();
        passage += plain ? distance : distance >>> 1;
        if (!plain) more.push(distance & 1);
        ids.push(passage);
        levels.push(level);
      }
      if (plain) continue;
      for (let i = 0; i < count; i++) more[i] = more[i] ? next() : 1;
      for (let i = 0; i < count; i++) {
        begins[base + i] = positions.length;
        for (let j = 0, position = 0; j < more[i]; j++) positions.push((position += next()));
      }
    }
    begins.push(positions.length);
    return { ids, levels, begins, positions, plain };
  }

  // --- Searching --------------------------------------------------------------------------------------------------------------------

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
    const run = { index, query, clauses, active, nots, filters: await masks(index, filters), chosen: filters, complete: false };
    await advance(run, FIRST_PIECES);
    evaluate(run);
    return results(run);
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

  const pending = (set) => set.parts.filter((part) => part.chunks.length < part.pieces.length);

  /// Loads more pieces of postings: what is rare first, and of what is frequent what weighs most.
  async function advance(run, pieces) {
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
    await Promise.all([...jobs].map(async ([number, list]) => {
      const piece = await index.pieces.piece("p", number, readPostings);
      for (const [part, at] of list) part.chunks[at] = chunk(piece, index, number, part.id);
    }));
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
      const mask = facets.get(facet);
      for (let at = 0, passage = 0, inside = 0; at < bytes.length; inside = 1 - inside) {
        let length = 0, shift = 0, byte;
        do {
          byte = bytes[at++];
          length |= (byte & 127) << shift;
          shift += 7;
        } while (byte & 128);
        if (inside) mask.fill(1, passage, passage + length);
        passage += length;
      }
    }
    return [...facets.values()];
  }

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
    const { index } = run;
    const count = index.entry.passages;
    const scores = new Float32Array(count), covered = new Float32Array(count);
    const best = new Float32Array(count), stamp = new Uint16Array(count);
    let total = 0, clauseNumber = 0, missing = false;
    for (const clause of run.active) {
      clauseNumber++;
      const met = [];
      const take = (passage, weight) => {
        if (stamp[passage] !== clauseNumber) {
          stamp[passage] = clauseNumber;
          best[passage] = weight;
          met.push(passage);
        } else if (best[passage] < weight) best[passage] = weight;
      };
      let rare;
      if (clause.phrase) {
        const found = phrasePassages(clause);
        for (const [passage, { level }] of found) take(passage, level * STEP * 1.5);
        rare = rarity(count, found.size);
      } else {
        for (const set of clause.loaded) {
          for (const part of set.parts) {
            for (const { ids, levels } of part.chunks) {
              for (let i = 0; i < ids.length; i++) take(ids[i], levels[i] * STEP * part.weight);
            }
          }
        }
        rare = rarity(count, clause.loaded.reduce((sum, set) => sum + frequency(set), 0));
      }
      clause.rarity = rare;
      // A word that no passage has says nothing of any.
      if (met.length) total += rare;
      else missing = true;
      for (const passage of met) {
        scores[passage] += rare * best[passage];
        covered[passage] += rare;
      }
    }
    for (const clause of run.nots) {
      if (clause.checked) continue;
      for (const passage of phrasePassages(clause).keys()) scores[passage] = 0;
    }
    for (const mask of run.filters) for (let i = 0; i < count; i++) if (!mask[i]) scores[i] = 0;
    // Every phrase must be there; of words as many as possible.
    const phrases = run.active.filter((clause) => clause.phrase);
    const must = phrases.map((clause) => phrasePassages(clause));
    const order = [];
    let whole = 0, most = 0;
    for (let passage = 0; passage < count; passage++) if (scores[passage] > 0) most = Math.max(most, covered[passage]);
    for (let passage = 0; passage < count; passage++) {
      if (scores[passage] <= 0) continue;
      const share = covered[passage] / total;
      // Half of what the best one has is a hit.
      if (covered[passage] < most * 0.5 || must.some((passages) => !passages.has(passage))) {
        scores[passage] = 0;
        continue;
      }
      if (share > 0.999 && !missing) whole++;
      scores[passage] *= share * share;
      order.push(passage);
    }
    order.sort((a, b) => scores[b] - scores[a] || a - b);
    together(run, order, scores);
    run.scores = scores;
    run.order = order;
    run.whole = whole;
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

  // --- Hits -------------------------------------------------------------------------------------------------------------------------

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
    let next = 0;
    /// The documents of the next hits, best first.
    async function more(count) {
      const groups = [];
      while (groups.length < count) {
        const batch = [];
        while (batch.length < count - groups.length && next < run.order.length) {
          const document = last(index.starts, run.order[next++]);
          if (seen.has(document)) continue;
          seen.add(document);
          batch.push(document);
        }
        if (!batch.length) {
          if (run.complete) break;
          await advance(run, FIRST_PIECES * 2);
          evaluate(run);
          next = 0;
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
      get exact() { return run.complete && !run.clauses.some((clause) => clause.checked); },
      /// The passages of every hit, for tests.
      async all() {
        while (!run.complete) await advance(run, 1e9);
        evaluate(run);
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

  /// A hit as shown; null where the text tells that it is none.
  async function shown(run, passage) {
    const { index } = run;
    const row = await shownText(index, passage);
    const found = index.cut(row.text);
    const marks = [];
    for (const clause of run.clauses) {
      if (!clause.phrase) continue;
      const at = starts(found, clause.terms);
      if (clause.not) {
        if (clause.checked && at.length) return null;
        continue;
      }
      if (!at.length && run.active.includes(clause)) return null;
      const end = clause.terms[clause.terms.length - 1];
      for (const position of at) marks.push([position, position + end.at + end.span]);
    }
    for (const clause of run.active) {
      if (clause.phrase) continue;
      for (const set of clause.loaded) {
        for (const part of set.parts) {
          if (part.text) {
            for (const term of found.terms) if (term.term === part.text) marks.push([term.at, term.at + term.span]);
            continue;
          }
          for (const { ids, begins, positions } of part.chunks) {
            const i = indexIn(ids, passage);
            if (i < 0) continue;
            for (let j = begins[i]; j < begins[i + 1]; j++) marks.push([positions[j], positions[j] + spanOf(set.term)]);
          }
        }
      }
    }
    let places = row.places;
    if (run.chosen.length) {
      const documents = await Promise.all(places.map(([document]) => shownDocument(index, document)));
      places = places.filter((_, i) => passes(documents[i], run.chosen));
      if (!places.length) return null;
    }
    const ranges = merge(marks.map(([from, to]) => [found.from[from], found.to[to - 1]]), row.text);
    return { passage, sort: row.sort, text: row.text, marks: ranges, place: places[0], places, score: run.scores[passage] };
  }

  const spanOf = (term) => (term.kind === "last" ? 1 : term.span);
  const indexIn = (ids, passage) => ids.indexOf(passage);

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

  // --- Symbols ----------------------------------------------------------------------------------------------------------------------

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

  // --- For tests --------------------------------------------------------------------------------------------------------------------

  /// Every passage of the index with the language of its first document.
  async function passages(load) {
    const pieces = Pieces(load);
    const entry = await pieces.entry();
    const all = [];
    for (let number = 0; number < entry.texts.length; number++) {
      for (const [sort, text, places] of await pieces.piece("t", number, json)) {
        const rows = await pieces.piece("h", Math.floor(places[0][0] / entry.sizes[0]), json);
        all.push({ sort, text, places, lang: rows[places[0][0] % entry.sizes[0]][3] });
      }
    }
    return all;
  }

  root.concordEngine = { open, passages };
})(typeof window === "undefined" ? globalThis : window);
