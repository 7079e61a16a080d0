// How many passages have all words. In: a site, a number of phrases, a seed. Out: exit 1 where the number that a reader is told for long runs of
// ideographs taken from the texts is not that of the passages that hold each pair of them, or where they are not marked whole. What holds a pair is
// told here by string search.
//
// node tests/search/counts.cjs SITE [HOW MANY, 100] [SEED, 1]
"use strict";
const { open, passages, chance } = require("./site.cjs");

const RUN = /\p{Script=Han}{8,}/gu;
const pairsOf = (run) => [...run].slice(1).map((c, i) => [...run][i] + c);

async function main() {
  const [site, count = "100", seed = "1"] = process.argv.slice(2);
  const texts = (await passages(site)).map((passage) => passage.text);
  const { search } = await open(site);
  const runs = texts.flatMap((text) => text.match(RUN) || []);
  const random = chance(Number(seed));
  const asked = ["毒品和犯罪问题办公室", "预防犯罪和刑事司法委员会", "打击跨国有组织犯罪公约"];
  while (asked.length < Number(count)) {
    const run = [...runs[Math.floor(random() * runs.length)]], length = Math.min(run.length, 8 + Math.floor(random() * 13));
    const start = Math.floor(random() * (run.length - length + 1));
    asked.push(run.slice(start, start + length).join(""));
  }
  let wrong = 0;
  for (const run of asked) {
    const pairs = pairsOf(run), expected = texts.filter((text) => pairs.every((pair) => text.includes(pair))).length;
    const found = await search.search(run);
    const [first] = await found.more(1);
    // Where the whole run stands the whole of it is marked, whatever is loaded yet.
    for (const { text, marks } of first.hits) {
      const at = text.indexOf(run);
      if (at < 0 || marks.some(([from, to]) => from <= at && at + run.length <= to)) continue;
      wrong++;
      console.log(`${run}: marked ${marks.map(([from, to]) => text.slice(from, to))}`);
    }
    await found.count();
    const { whole, exact } = found;
    // Hits go on behind a count: each document once.
    const documents = [first, ...(await found.more(1000))].map((group) => group.document.number);
    if (new Set(documents).size !== documents.length) {
      wrong++;
      console.log(`${run}: documents ${documents} are shown`);
    }
    if (exact && whole === expected) continue;
    wrong++;
    console.log(`${run}: ${exact ? "" : "about "}${whole} of ${found.found} with all words, wanted ${expected}`);
  }
  console.log(JSON.stringify({ runs: asked.length, wrong }));
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
