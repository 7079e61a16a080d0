// Finding: phrases taken at random from the texts of a site. Every passage that holds the phrase must be among the hits; with quotation
// marks, no other. What holds a phrase is told here by plain folding and string search, which know nothing of the engine.
//
// node tests/search/phrases.cjs SITE [HOW MANY, 500] [SEED, 1]
"use strict";
const { open, passages, chance } = require("./site.cjs");

const HAN = /[\p{Script=Han}\u3005-\u3007\p{Script=Hiragana}\p{Script=Katakana}]/u;

/// A text as plain words and ideographs: in lower case, without marks, one space where anything parts words or ideographs, none between an
/// ideograph and a word.
function plain(text) {
  const folded = text.normalize("NFKD").toLowerCase().normalize("NFKD")
    .replace(/и\u0306/g, "й").replace(/[\p{M}\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/ٱ/g, "ا").replace(/ک/g, "ك").replace(/ß/g, "ss").replace(/œ/g, "oe")
    .replace(/æ/g, "ae").replace(/ø/g, "o").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ς/g, "σ")
    .replace(/[٠-٩]/g, (c) => c.charCodeAt(0) - 0x660);
  const spaced = folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  // A gap between two ideographs stays; one beside a word goes, and words are parted from ideographs by a mark of their own.
  let out = "";
  const chars = [...spaced];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i];
    if (c !== " ") {
      const before = out[out.length - 1];
      if (before && before !== " " && before !== "|" && HAN.test(before) !== HAN.test(c)) out += "|";
      out += c;
    } else out += HAN.test(chars[i - 1]) !== HAN.test(chars[i + 1]) ? "|" : " ";
  }
  return out;
}

/// Whether a plain text holds a plain phrase, as whole words.
function holds(text, phrase) {
  const word = (c) => c !== undefined && c !== " " && c !== "|" && !HAN.test(c);
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const cut = (word(text[at - 1]) && word(phrase[0])) || (word(text[at + phrase.length]) && word(phrase[phrase.length - 1]));
    if (!cut) return true;
  }
  return false;
}

/// A phrase from a text: two to eight ideographs, or one to four words.
function pick(text, lang, random) {
  if (lang === "zh") {
    const runs = text.match(/\p{Script=Han}{2,}/gu);
    if (!runs) return null;
    const run = [...runs[Math.floor(random() * runs.length)]];
    const length = Math.min(run.length, 2 + Math.floor(random() * 7));
    const start = Math.floor(random() * (run.length - length + 1));
    return run.slice(start, start + length).join("");
  }
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu);
  if (!words) return null;
  const length = Math.min(words.length, 1 + Math.floor(random() * 4));
  const start = Math.floor(random() * (words.length - length + 1));
  const phrase = words.slice(start, start + length).join(" ");
  return phrase;
}

async function main() {
  const [site, count = "500", seed = "1"] = process.argv.slice(2);
  if (!site) throw new Error("which site?");
  const all = await passages(site);
  const texts = new Map(all.map((passage) => [passage.number, plain(passage.text)]));
  const said = new Map(all.map((passage) => [passage.number, passage.text]));
  const { search } = await open(site);
  const random = chance(Number(seed));
  let missed = 0, wrong = 0, tried = 0, held = 0;
  while (tried < Number(count)) {
    const passage = all[Math.floor(random() * all.length)];
    const phrase = pick(passage.text, passage.lang, random);
    if (!phrase) continue;
    tried++;
    const wanted = plain(phrase);
    const expected = new Set([...texts].flatMap(([number, text]) => (holds(text, wanted) ? [number] : [])));
    held += expected.size;
    for (const query of ['"' + phrase + '"', phrase + " "]) {
      const hits = new Set(await (await search.search(query)).all());
      const missing = [...expected].filter((i) => !hits.has(i));
      const extra = query.startsWith('"') ? [...hits].filter((i) => !expected.has(i)) : [];
      if (missing.length) {
        missed++;
        console.log(`missed ${missing.length} of ${expected.size}: ${query} e.g. ${said.get(missing[0]).slice(0, 200)}`);
      }
      if (extra.length) {
        wrong++;
        console.log(`wrong ${extra.length} beside ${expected.size}: ${query} e.g. ${said.get(extra[0]).slice(0, 200)}`);
      }
    }
  }
  console.log(JSON.stringify({ phrases: tried, holding: held, missed, wrong }));
  process.exitCode = missed + wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
