// The dictionary and the postings (src/search/dictionary.rs, posting.rs). In: a word of a query. Out: the terms it stands for, and where
// these stand. Knows no grammar: which words are forms of one another is in the dictionary.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});
  const { Numbers, last, text } = engine;

  // The longest ending of a form, in letters.
  const ENDING = 3;

  // How frequent a term is, by the figure in its line of the dictionary.
  const SIZES = [1];
  while (SIZES.length < 36) SIZES.push(SIZES[SIZES.length - 1] + Math.ceil(SIZES[SIZES.length - 1] / 2));

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
      // A form that no text has: the words that begin as it does and end in a few other letters. `UNIFIL` is no form of `unified`: what is
      // typed in capitals is a name.
      const shortest = term.name ? term.term.length : Math.max(4, Math.ceil(term.term.length * 0.6));
      for (let length = term.term.length - 1; length >= shortest && !parts.size; length--) {
        const begin = term.term.slice(0, length);
        for (const [other, , frequency, forms, word] of await beginning(index, number, piece, begin, 8)) {
          if (word.length > length + ENDING) continue;
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
    return found.slice(0, most).map(([id, size, term, forms]) => [id, term === begin ? 1 : 0.8, size, forms, term]);
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
    for (const numbers = Numbers(bytes, 0, bytes.length); !numbers.done;) {
      const length = numbers.next();
      starts.push([numbers.at, numbers.at + length]);
      numbers.skip(length);
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
    const numbers = Numbers(bytes, start, end), next = () => numbers.next();
    while (!numbers.done) {
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

  Object.assign(engine, { resolve, dictionary, textOf, piecesOf, readPostings, chunk });
})(typeof window === "undefined" ? globalThis : window);
