// That a document is found once by its title. In: a site. Out: exit 1 where the title of a document is a passage of it a second time, or where the
// words of a title lead to a document that says them in its head and again below.
"use strict";
const { open, passages } = require("./site.cjs");

const TITLE = 0, NOTE = 3;

async function main() {
  const titles = new Map();
  let wrong = 0, again = 0;
  const all = await passages(process.argv[2]);
  for (const { sort, text, places } of all) if (sort === TITLE) for (const [document] of places) titles.set(document, text);
  for (const { sort, text, places } of all) {
    if (sort === TITLE || sort === NOTE) continue;
    again += places.filter(([document]) => titles.get(document) === text).length;
  }
  if (again) console.log(`${again} titles are said again`);
  const { search } = await open(process.argv[2]);
  for (const [document, title] of titles) {
    const groups = await (await search.search(`"${title.replace(/["“”„‟«»「」『』＂]/g, " ")}"`)).more(3);
    const texts = groups.filter((group) => group.document.number === document).flatMap((group) => group.hits.map((hit) => hit.text));
    if (texts.filter((text) => text === title).length < 2) continue;
    wrong++;
    console.log(`${title}: shown twice`);
  }
  console.log(JSON.stringify({ titles: titles.size, again, wrong }));
  process.exitCode = titles.size && !wrong && !again ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
