// Symbols as readers type them. In: a site that holds A/RES/63/195, S/RES/242(1967), A/RES/63/24, A/RES/63/242 and
// A/RES/217(III)[A]. Out: exit 1 where they are not offered.
"use strict";
const { open } = require("./site.cjs");

const TYPED = {
  "A/RES/63/195": ["63/195", "a/res/63/195", "A/RES/63/195", "ares63195", "第63/195号决议", "res 63/195", "resolution 63/195",
    "resolución 63/195", "резолюция 63/195", "القرار 63/195", "６３／１９５", "大会第 63/195 号决议", "63 / 195", "A/RES/63/19", "res 63 195", "63 195"],
  "E/CN.7/2020/2-E/CN.15/2020/2": ["E/CN.7/2020/2", "E/CN.15/2020/2", "ecn720202", "cn.7/2020/2"],
  "A/64/123": ["a/64/123", "64/123"],
  "A/RES/217(III)[A]": ["217 A (III)", "217A (III)", "217A(III)", "resolution 217A", "A/RES/217(III)", "A/RES/217A(III)", "A/RES/217(III)A", "ares217iiia"],
};

async function main() {
  const { search } = await open(process.argv[2]);
  let wrong = 0;
  for (const [symbol, typed] of Object.entries(TYPED)) {
    for (const query of typed) {
      const offered = await search.symbols(query);
      if (offered[0] && offered[0].symbol === symbol && offered[0].held) continue;
      wrong++;
      console.log(`${query}: wanted ${symbol}, offered ${offered.map((row) => row.symbol).join(", ") || "nothing"}`);
    }
  }
  // A number alone is a resolution's where it is the whole of its number.
  for (const [query, wanted] of Object.entries({ "242": "S/RES/242(1967)", "２４２": "S/RES/242(1967)", "resolution 242": "A/RES/63/242, S/RES/242(1967)", "UNSCR 242": "S/RES/242(1967)", "scr242": "S/RES/242(1967)", "UNSCR 242 (1967)": "S/RES/242(1967)", "195": "", "1967": "", "242 reports": "" })) {
    const offered = (await search.symbols(query)).map((row) => row.symbol).join(", ");
    if (offered === wanted) continue;
    wrong++;
    console.log(`${query}: offered ${offered || "nothing"}, wanted ${wanted || "nothing"}`);
  }
  // What nothing of the archive knows may stand elsewhere.
  const UNKNOWN = {
    "79/999": "A/RES/79/999 A/79/999", "第79/999号决议": "A/RES/79/999", "резолюция 79/999, п. 3": "A/RES/79/999", "A/RES/79/999": "A/RES/79/999",
    "a/c.3/79/l.99": "A/C.3/79/L.99", "2007/99": "E/RES/2007/99 E/2007/99", "9999 (2016)": "S/RES/9999(2016)", "S/RES/9999(2016)": "S/RES/9999(2016)",
    "decision 79/999": "-A/DEC/79/999", "A/DEC/79/999": "-A/DEC/79/999", "99999": "", "3/4": "", "budget 2020/21": "", "and/or": "", "24/7 help": "",
  };
  for (const [query, wanted] of Object.entries(UNKNOWN)) {
    const said = search.unknown(query).map(({ symbol, href }) => (href === "https://docs.un.org/" + symbol ? "" : "-") + symbol).join(" ");
    if (said === wanted) continue;
    wrong++;
    console.log(`${query}: said to be unknown: ${said || "nothing"}, wanted ${wanted || "nothing"}`);
  }
  // With the paragraph that is asked for.
  for (const query of ["63/195 p13", "A/RES/63/195, para. 13", "第63/195号决议第13段", "résolution 63/195, paragraphe 13", "63/195, п. 13", "القرار 63/195 الفقرة 13",
    "63/195 op 13", "OP13 of 63/195", "A/RES/63/195 §13", "63/195, para. 13 (a)", "paragraph 13 (b) (ii) of resolution 63/195",
    "paragraph 13 of resolution 63/195", "paragraphe 13 de la résolution 63/195", "пункт 13 резолюции 63/195", "الفقرة 13 من القرار 63/195", "para. 13 of A/RES/63/195"]) {
    const [first] = await search.symbols(query);
    if (first && first.symbol === "A/RES/63/195" && first.href.endsWith("#para-13") && first.paragraph === "13") continue;
    wrong++;
    console.log(`${query}: leads to ${first ? first.href : "nothing"}`);
  }
  for (const query of ["63/195 pp3", "PP 3 of A/RES/63/195", "第63/195号决议序言部分第3段", "63/195, alinéa du préambule 3"]) {
    const [first] = await search.symbols(query);
    if (first && first.symbol === "A/RES/63/195" && first.href.endsWith("#pre-3") && first.paragraph === "pre-3") continue;
    wrong++;
    console.log(`${query}: leads to ${first ? first.href : "nothing"}`);
  }
  // This text has no annex; of one that is asked for nothing is said.
  for (const query of ["63/195, annex, para. 13", "A/RES/63/195 annex I para 13", "第63/195号决议附件一第13段", "paragraph 13 of annex II to resolution 63/195", "63/195, приложение II, пункт 13"]) {
    const [first] = await search.symbols(query);
    if (first && first.symbol === "A/RES/63/195" && !first.href.includes("#") && !first.lacks && !first.paragraph) continue;
    wrong++;
    console.log(`${query}: leads to ${first ? first.href : "nothing"} and lacks ${first && first.lacks}`);
  }
  // That a text has no such paragraph is said, and it is led to as a whole; what nothing is numbered in has none.
  for (const query of ["63/195 p99", "A/RES/63/195, para. 99", "第63/195号决议第99段", "القرار 63/195 الفقرة 99"]) {
    const [first] = await search.symbols(query);
    if (first && first.symbol === "A/RES/63/195" && !first.href.includes("#") && first.lacks === "99" && !first.paragraph) continue;
    wrong++;
    console.log(`${query}: leads to ${first ? first.href : "nothing"} and lacks ${first && first.lacks}`);
  }
  const { anchorsOf } = globalThis.concordEngine;
  const runs = "1-36 40-40 75.1-26 annex-1.para-1-50 annex-II.para-1-40 annex-II.para-7.1-2 pre-1-5";
  for (const [asked, wanted] of [["1", "para-1"], ["036", "para-36"], ["37", "annex-1.para-37 annex-II.para-37"], ["40", "para-40"], ["45", "annex-1.para-45"],
    ["75.26", "para-75.26"], ["75.27", ""], ["7.2", "annex-II.para-7.2"], ["51", ""], ["0", ""], ["pre-5", "pre-5"], ["pre-6", ""], ["annex.para-3", "annex-1.para-3 annex-II.para-3"],
    ["annex-II.para-3", "annex-II.para-3"], ["annex-III.para-3", ""], ["annex.para-7.2", "annex-II.para-7.2"]]) {
    const said = anchorsOf(runs, asked).join(" ");
    if (said === wanted) continue;
    wrong++;
    console.log(`paragraph ${asked} is found at ${said || "nothing"}, wanted ${wanted || "nothing"}`);
  }
  // Before which a number is whole: 63/24 does not go on as 63/242.
  for (const [query, wanted] of [["63/24", "A/RES/63/24 A/RES/63/242"], ["63/24 p1", "A/RES/63/24"], ["res 63/24, para. 1", "A/RES/63/24"]]) {
    const offered = (await search.symbols(query)).map((row) => row.symbol).join(" ");
    if (offered === wanted) continue;
    wrong++;
    console.log(`${query}: offered ${offered}, wanted ${wanted}`);
  }
  for (const query of ["预防犯罪", "how many", "2008年", "63 reports 13"]) {
    const offered = await search.symbols(query);
    if (!offered.length) continue;
    wrong++;
    console.log(`${query}: offered ${offered.map((row) => row.symbol).join(", ")}, wanted nothing`);
  }
  // Which is no word of other texts.
  for (const query of ["大会第63/195号决议第13段", "大会第63/195号决议第1段", "A/RES/63/195 para 1", "GA res 63/195", "paragraph 1 of 63/195"]) {
    const groups = await (await search.search(query)).more(20);
    const marked = groups.flatMap((group) => group.hits).flatMap((hit) => hit.marks.map(([from, to]) => hit.text.slice(from, to)));
    const scraps = marked.filter((text) => /[0-9]/.test(text) && !text.includes("63/195"));
    if (!scraps.length && !marked.some((text) => /^(res|ga|paragraph)$/i.test(text)) && (query.startsWith("A") || marked.some((text) => text.includes("63/195")))) continue;
    wrong++;
    console.log(`${query}: marks ${[...new Set(marked)].join(", ")}`);
  }
  console.log(JSON.stringify({ wrong }));
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
