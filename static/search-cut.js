// How a text is folded and cut into terms: the same as src/search/fold.rs and token.rs do it, which tests/search_finds.rs holds this
// against. In: the table of the index, a text. Out: its terms with their places. Has no rules of its own.
(function (root) {
  "use strict";
  const engine = (root.concordEngine = root.concordEngine || {});

  // What a folded character is: nothing to the index, part of a word, a character of a script without spaces.
  const GAP = 0, WORD = 1, HAN = 2;
  const DROPPED = 1, SEVERAL = 2;
  const SYMBOL_PARTS = 9;

  /// By the table of the index: a function that calls `take` with each character that a character becomes, and what that is.
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
    for (let i = 0; i < table.traditional.length; i += 2) becomes[table.traditional.charCodeAt(i)] = table.traditional.charCodeAt(i + 1);
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

  /// Cuts one text. `from` and `to` tell where each position begins and ends in it.
  class Cutting {
    constructor() {
      Object.assign(this, { terms: [], from: [], to: [], position: 0, lastHan: "", afterHan: false, inWord: false, gap: 0, folded: "", parts: [] });
    }

    /// What may have been a symbol has ended: it is one if it has a slash and a figure.
    endSymbol() {
      const { parts, folded } = this;
      if (parts.length > 1) {
        const first = parts[0], before = parts[parts.length - 2], end = parts[parts.length - 1];
        const whole = folded.slice(first.start, end.end);
        if (whole.includes("/") && /[0-9]/.test(whole)) {
          this.terms.push({ term: whole, at: first.position, span: parts.length, kind: "symbol" });
          const tail = folded.slice(before.start, end.end);
          const number = (part) => /[0-9]/.test(folded.charAt(part.start));
          if (first.start !== before.start && number(before) && number(end) && tail.includes("/")) {
            this.terms.push({ term: tail, at: before.position, span: 2, kind: "tail" });
          }
        }
      }
      this.parts = [];
      this.folded = "";
    }

    endWord(offset) {
      if (!this.inWord) return;
      this.inWord = false;
      const part = this.parts[this.parts.length - 1];
      part.end = this.folded.length;
      this.to[this.position] = offset;
      this.terms.push({ term: this.folded.slice(part.start, part.end), at: this.position, span: 1, kind: "word" });
      this.position++;
    }

    /// A run of ideographs has ended: its last character is a term, so that it is found alone too.
    endRun() {
      if (this.lastHan) this.terms.push({ term: this.lastHan, at: this.position - 1, span: 1, kind: "last" });
      this.lastHan = "";
    }

    word(c, offset) {
      this.endRun();
      if (!this.inWord) {
        // It goes on with a symbol only if one joining character parts it from the part before.
        const joins = this.gap === 1 && /[/.-]$/.test(this.folded) && this.parts.length < SYMBOL_PARTS;
        if (!joins) this.endSymbol();
        this.parts.push({ start: this.folded.length, end: this.folded.length, position: this.position });
        this.from[this.position] = offset;
        this.inWord = true;
        this.gap = 0;
        this.afterHan = false;
      }
      this.folded += c;
    }

    han(c, offset, width) {
      this.endWord(offset);
      this.endSymbol();
      if (this.lastHan) this.terms.push({ term: this.lastHan + c, at: this.position - 1, span: 2, kind: "pair" });
      else if (this.afterHan && this.gap > 0) this.position++;
      this.lastHan = c;
      this.from[this.position] = offset;
      this.to[this.position] = offset + width;
      this.afterHan = true;
      this.gap = 0;
      this.position++;
    }

    space(c, offset, first) {
      this.endRun();
      this.endWord(offset);
      if (first || this.gap === 0) this.gap++;
      if (this.parts.length) this.folded += c;
    }

    end(offset) {
      this.endRun();
      this.endWord(offset);
      this.endSymbol();
    }
  }

  /// A function that cuts a text into its terms: `{ term, at, span, kind }`.
  function Cutter(fold) {
    return function (text) {
      const cutting = new Cutting();
      for (let i = 0; i < text.length;) {
        const code = text.codePointAt(i), width = code > 0xffff ? 2 : 1;
        let first = true;
        fold(code, (c, kind) => {
          if (kind === WORD) cutting.word(c, i);
          else if (kind === HAN) cutting.han(c, i, width);
          else cutting.space(c, i, first);
          first = false;
        });
        i += width;
      }
      cutting.end(text.length);
      return { terms: cutting.terms, from: cutting.from, to: cutting.to };
    };
  }

  Object.assign(engine, { Folding, Cutter });
})(typeof window === "undefined" ? globalThis : window);
