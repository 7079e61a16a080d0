// Marks what was searched for on the page that a hit leads to. In: the address (`?mark=word|word#place`), the page. Out: marks in the
// passage, which is brought into view. Loaded by `search.js` where an address asks for it.
(function () {
  "use strict";

  const PLACE = /^(para|pre|annex|fn|summary|front|tail)\b/;

  function markPage() {
    const words = (new URLSearchParams(location.search).get("mark") || "").split("|").filter(Boolean);
    if (!words.length) return;
    let place = null;
    try {
      place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // An address that someone has cut.
    }
    const parts = [];
    for (let part = place; part; part = part.nextElementSibling) {
      if (part !== place && (PLACE.test(part.id) || part.querySelector("[id^=para-],[id^=pre-]"))) break;
      parts.push(part);
    }
    const count = parts.reduce((sum, part) => sum + markIn(part, words), 0);
    if (!count) markIn(document.querySelector("main") || document.body, words);
    const first = document.querySelector("mark.search-mark");
    if (first) first.scrollIntoView({ block: "center" });
  }

  /// Marks the words in an element, across the elements in it.
  function markIn(part, words) {
    const nodes = [];
    let text = "";
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      if (node.parentElement.closest("script, style, mark, form")) continue;
      nodes.push([text.length, node]);
      text += node.data.replace(/\s/g, " ");
    }
    const ranges = standings(text, words);
    mark(nodes, ranges);
    return ranges.length;
  }

  /// Where words stand in a text, whole ones only: beginning and end, the last one first.
  function standings(text, words) {
    const ranges = [];
    for (const word of words) {
      const plain = word.replace(/\s/g, " ");
      for (let at = text.indexOf(plain); at >= 0 && ranges.length < 200; at = text.indexOf(plain, at + plain.length)) {
        const inWord = (c) => /[\p{L}\p{N}]/u.test(c || "") && !/\p{Script=Han}/u.test(c);
        const cutOff = (inWord(text[at - 1]) && inWord(plain[0])) || (inWord(text[at + plain.length]) && inWord(plain[plain.length - 1]));
        if (!cutOff) ranges.push([at, at + plain.length]);
      }
    }
    return ranges.sort((a, b) => b[0] - a[0]);
  }

  /// Marks stretches of what some text nodes hold together.
  function mark(nodes, ranges) {
    let end = Infinity;
    for (const [from, to] of ranges) {
      if (to > end) continue;
      end = from;
      for (let i = nodes.length - 1; i >= 0; i--) {
        const [start, node] = nodes[i];
        const first = Math.max(from, start) - start, last = Math.min(to, start + node.data.length) - start;
        if (first >= last) continue;
        const range = document.createRange();
        range.setStart(node, first);
        range.setEnd(node, last);
        range.surroundContents(Object.assign(document.createElement("mark"), { className: "search-mark" }));
      }
    }
  }

  markPage();
})();
