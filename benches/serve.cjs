// How soon a changed paragraph is on the screen: `concord serve` with a page of it open in Chromium.
//
// node benches/serve.cjs [--documents 1000] [--times 10] [--folder ../shared/corpus/ga-en] [--work DIR] [--concord FILE]
//
// In: a folder of texts, cloned to that number of documents by `clones.cjs`. Out: for each change the milliseconds from the moment at which the
// file is written until the new words stand in the page that a reader has open; their median; a line of JSON. Builds the release program unless
// `--concord` names one; installs `playwright-core` into `--work`, outside the repository; drives the machine's Chromium (`CHROMIUM` names another).
"use strict";
const fs = require("fs"), os = require("os"), path = require("path");
const { spawn, spawnSync } = require("child_process");
const { clones } = require("./clones.cjs");

const here = path.join(__dirname, "..");

function options() {
  const given = { documents: "1000", times: "10", folder: path.join(here, "../shared/corpus/ga-en"), work: path.join(os.tmpdir(), "concord-serve-bench") };
  const rest = process.argv.slice(2);
  while (rest.length) given[rest.shift().replace(/^--/, "")] = rest.shift();
  return given;
}

function must(program, args) {
  const done = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}\n${done.error || ""}${done.stdout}${done.stderr}`);
}

/// The server, when it says where it answers.
function serve(program, source) {
  const child = spawn(program, ["serve", "--port", "0", "--source", source], { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((ready, failed) => {
    let said = "";
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const at = /http:\/\/[^ ]+\//.exec(said);
      if (at) ready({ child, address: at[0] });
    });
    child.on("exit", () => failed(new Error(said)));
  });
}

/// The first resolution of the archive that has a preamble to change.
function text(source) {
  const folder = path.join(source, "content", "copy-000");
  const name = fs.readdirSync(folder).find((name) =>
    /^A_RES_\d+_\d+\.txt$/.test(name) && /^Recalling /m.test(fs.readFileSync(path.join(folder, name), "utf8")));
  if (!name) throw new Error(`${folder}: no resolution here begins with "Recalling"; name a folder of resolutions`);
  return { file: path.join(folder, name), page: name.replace(/\.txt$/, ".html").replaceAll("_", "/") };
}

async function main() {
  const given = options();
  const npm = path.join(given.work, "npm");
  if (!fs.existsSync(path.join(npm, "node_modules/playwright-core"))) {
    fs.mkdirSync(npm, { recursive: true });
    must("npm", ["install", "--no-audit", "--no-fund", "--prefix", npm, "playwright-core"]);
  }
  if (!given.concord) must("cargo", ["build", "--release", "--manifest-path", path.join(here, "Cargo.toml")]);
  const program = given.concord || path.join(here, "target/release/concord");
  const source = path.join(given.work, "source");
  fs.rmSync(source, { recursive: true, force: true });
  clones(given.folder, source, Number(given.documents));
  const { file, page } = text(source);
  const { chromium } = require(path.join(npm, "node_modules/playwright-core"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const { child, address } = await serve(program, source);
  try {
    const tab = await browser.newPage();
    await tab.goto(address + page);
    await tab.waitForTimeout(1000);
    const whole = fs.readFileSync(file, "utf8"), took = [];
    for (let i = 0; i < Number(given.times); i++) {
      const mark = `change number ${i}`;
      const before = process.hrtime.bigint();
      fs.writeFileSync(file, whole.replace(/^Recalling /m, `Recalling ${mark} and `));
      // The page is loaded anew on the way, which ends what was asked of the one before.
      while (!(await tab.evaluate((mark) => document.body && document.body.textContent.includes(mark), mark).catch(() => false))) {
        if (process.hrtime.bigint() - before > 60e9) throw new Error(`${mark} has not come to ${page} within a minute`);
        // Asking without a pause would take a processor from the server; this adds five milliseconds at most.
        await new Promise((later) => setTimeout(later, 5));
      }
      took.push(Number(process.hrtime.bigint() - before) / 1e6);
      // Nobody changes a text twice a second: the index of the search is made meanwhile.
      await tab.waitForTimeout(3000);
    }
    const median = [...took].sort((a, b) => a - b)[took.length >> 1];
    console.log(`${given.documents} documents, ${page}: ${took.map((ms) => ms.toFixed(0)).join(", ")} ms; median ${median.toFixed(0)} ms`);
    console.log(JSON.stringify({ documents: Number(given.documents), took, median }));
  } finally {
    child.removeAllListeners("exit");
    child.kill();
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
