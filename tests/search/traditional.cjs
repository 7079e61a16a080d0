// Traditional Chinese. In: a site of content/reports and of A/99/512, which is printed in traditional characters. Out: exit 1 where a query finds
// other passages in the one script than in the other, not the text that it must, or shows a text otherwise than it is printed.
"use strict";
const { open } = require("./site.cjs");

// Both ways to type a query, and whether the reports hold it besides A/99/512.
const SAME = [["組織", "组织", true], ["腐敗", "腐败", true], ["聯合國", "联合国", true], ["\"有組織犯罪\"", "\"有组织犯罪\"", true], ["執行情況及腐敗", "执行情况及腐败", false]];

async function main() {
  const { search } = await open(process.argv[2]);
  let wrong = 0;
  const say = (message) => {
    wrong++;
    console.log(message);
  };
  for (const [traditional, simplified, reports] of SAME) {
    const [one, other] = await Promise.all([traditional, simplified].map(async (query) => (await search.search(query)).all()));
    if (String(one) !== String(other)) say(`${traditional}: ${one.length} passages, ${simplified}: ${other.length}`);
    if (!one.length || (reports && one.length < 2)) say(`${traditional}: ${one.length} passages`);
    const groups = await (await search.search(simplified)).more(20);
    const hit = groups.filter((group) => group.document.symbol === "A/99/512").flatMap((group) => group.hits)[0];
    if (!hit) say(`${simplified}: A/99/512 is not among the hits`);
    else if (!hit.text.includes("聯合國打擊跨國有組織犯罪公約") || !hit.marks.length) say(`${simplified}: shown as ${hit.text}`);
  }
  console.log(JSON.stringify({ wrong }));
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
