// The pieces of the index. In: a function that loads a script of the site. Out: their contents, each loaded and unpacked once. Knows the
// form of the files (src/search/piece.rs) and nothing of what is in them.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});

  // As in src/search/piece.rs.
  const ESCAPE = 1, MASK = 0x4000;
  const waiting = new Map();

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

  /// Reads numbers of seven bits a byte, as src/search/number.rs writes them.
  function Numbers(bytes, at, end) {
    return {
      get at() { return at; },
      get done() { return at >= end; },
      next() {
        let number = 0, shift = 0, byte;
        do {
          byte = bytes[at++];
          number |= (byte & 127) << shift;
          shift += 7;
        } while (byte & 128);
        return number >>> 0;
      },
      skip(length) { at += length; },
    };
  }

  Object.assign(engine, { Pieces, Numbers, sums, last, text, json });
})(typeof window === "undefined" ? globalThis : window);
