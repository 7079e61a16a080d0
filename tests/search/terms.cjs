// Holds the client's cutting against the builder's. In: a site, and on standard input a line for each text: `[text, [[term, position]]]`.
// Out: the first texts that the two cut differently; exit 1 if there are any.
"use strict";
const fs = require("fs");
const { open } = require("./site.cjs");

async function main() {
  const { search } = await open(process.argv[2]);
  const lines = fs.readFileSync(0, "utf8").split("\n").filter(Boolean);
  let different = 0;
  for (const line of lines) {
    const [text, wanted] = JSON.parse(line);
    const got = search.cut(text).terms.map(({ term, at }) => [term, at]);
    if (JSON.stringify(got) === JSON.stringify(wanted)) continue;
    if (++different < 6) console.log(JSON.stringify({ text, wanted, got }));
  }
  console.log(JSON.stringify({ texts: lines.length, different }));
  process.exitCode = different ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
