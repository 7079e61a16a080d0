// Questions that a reader would type, each with the passage, or the documents, that should come first. In: a site of content/reports and
// tests/search/texts; or another one and a table of questions for it. Out: how often a right one is among the first five shown; exit 1
// below nine in ten.
//
// node tests/search/questions.cjs SITE [questions.tsv]
"use strict";
const fs = require("fs"), path = require("path");
const { open } = require("./site.cjs");

async function main() {
  const { search } = await open(process.argv[2]);
  const lines = fs.readFileSync(path.join(__dirname, process.argv[3] || "questions.tsv"), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  let good = 0, first = 0;
  for (const line of lines) {
    const [lang, query, wanted] = line.split("\t");
    const groups = await (await search.search(query)).more(5);
    const shown = groups.flatMap((group) => group.hits.map((hit) => ({ hit, symbol: group.document.symbol })))
      .map(({ hit, symbol }) => [hit.score, symbol + "#" + hit.place[1]]);
    shown.sort((a, b) => b[0] - a[0]);
    const right = wanted.split(" ");
    const rank = shown.findIndex(([, place]) => right.includes(place) || right.includes(place.split("#")[0])) + 1;
    if (rank >= 1 && rank <= 5) good++;
    else console.log(`${lang}\t${query}\twanted ${wanted}\tgot ${shown.slice(0, 5).map(([, place]) => place).join(" ")}${rank ? ", then " + rank : ""}`);
    if (rank === 1) first++;
  }
  console.log(JSON.stringify({ questions: lines.length, first, in_first_five: good }));
  process.exitCode = good >= lines.length * 0.9 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
