// What readers are told in numbers. In: a site. Out: exit 1 where a number is not written, or a counted thing not inflected, as its language does it.
"use strict";
const { open } = require("./site.cjs");

// Passages with all words, passages of all: what is said.
const SAID = {
  en: [[1, 1, "1 passage with all words"], [2, 3, "2 passages with all words, 1 with some of the words"], [1258, 1258, "1,258 passages with all words"]],
  fr: [[1, 1, "1 passage avec tous les mots"], [1258, 1258, "1258 passages avec tous les mots"], [22292, 22292, "22\u00a0292 passages avec tous les mots"]],
  es: [[1, 1, "1 pasaje con todas las palabras"], [21, 21, "21 pasajes con todas las palabras"], [22292, 22292, "22\u00a0292 pasajes con todas las palabras"]],
  ru: [[1, 1, "абзацев со всеми словами: 1"], [22292, 22292, "абзацев со всеми словами: 22\u00a0292"]],
  ar: [[1, 1, "فقرة واحدة فيها كل الكلمات"], [2, 2, "فقرتان فيهما كل الكلمات"], [5, 5, "5 فقرات فيها كل الكلمات"], [11, 11, "11 فقرة فيها كل الكلمات"]],
  zh: [[1, 1, "1 段含全部词语"], [1258, 1258, "1,258 段含全部词语"]],
};

async function main() {
  const { search } = await open(process.argv[2]);
  const { count } = globalThis.concordEngine.shown;
  let wrong = 0;
  for (const [lang, rows] of Object.entries(SAID)) {
    const words = await search.words(lang);
    for (const [whole, found, wanted] of rows) {
      const said = count({ whole, found, exact: true }, [null], words);
      if (said === wanted) continue;
      wrong++;
      console.log(`${lang}: wanted ${wanted}, said ${said}`);
    }
  }
  console.log(JSON.stringify({ wrong }));
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
