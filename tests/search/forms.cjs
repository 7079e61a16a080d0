// Words that no text has. In: a site of tests/search/texts. Out: exit 1 where a form of a word that a text has does not lead there, or a name
// in capitals, or a word that only begins alike, leads anywhere.
"use strict";
const { open } = require("./site.cjs");

const LEADS = { "bridge promising": "A/99/201#para-6", "promising bridge": "A/99/201#para-6" };
const NOWHERE = ["UNDAMS", "FERRIX", "TRIBUNIX", "schoolchorus"];

async function main() {
  const { search } = await open(process.argv[2]);
  let wrong = 0;
  const found = async (query) => {
    const groups = await (await search.search(query)).more(1);
    return groups.length ? groups[0].document.symbol + "#" + groups[0].hits[0].place[1] : "nothing";
  };
  for (const [query, wanted] of [...Object.entries(LEADS), ...NOWHERE.map((query) => [query, "nothing"])]) {
    const got = await found(query);
    if (got === wanted) continue;
    wrong++;
    console.log(`${query}: wanted ${wanted}, got ${got}`);
  }
  console.log(JSON.stringify({ wrong }));
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
