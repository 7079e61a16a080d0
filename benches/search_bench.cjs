// Search beside Pagefind, on the same pages in the same run: what building the index costs, what a query loads, how soon it answers.
//
// node benches/search_bench.cjs [--documents 788,10000] [--folder ../shared/corpus/ga-en] [--distinct] [--work DIR] [--profile release] [--keep] [--no-browser]
//
// In: a folder of texts; more documents than it holds are the same texts with their sessions moved, and with `--distinct` so that no two
// paragraphs are the same. Out: a table, and a line of JSON for each size. Builds `examples/search_site.rs` in release, installs `pagefind`
// and `playwright-core` outside the repository, and drives the Chromium of the machine (`CHROMIUM` names another program). On a machine
// that does other things besides, compare the seconds of work and not those of the clock.
"use strict";
const fs = require("fs"), http = require("http"), os = require("os"), path = require("path"), zlib = require("zlib");
const { spawnSync } = require("child_process");

const here = path.join(__dirname, "..");
const QUERIES = [
  "disarmament", "sustainable development", '"right to development"', "climate change small island developing States", "A/RES/78/34",
  "illicit trade in small arms", "women peace and security", "nuclear-weapon-free zone", "financing of the Interim Force in Lebanon",
  "safety of journalists",
];

function options() {
  const given = { documents: "788,10000", folder: path.join(here, "../shared/corpus/ga-en"), work: path.join(os.tmpdir(), "concord-search-bench"), profile: "release" };
  const rest = process.argv.slice(2);
  while (rest.length) {
    const name = rest.shift().replace(/^--/, "");
    given[name] = ["distinct", "keep", "no-browser"].includes(name) ? true : rest.shift();
  }
  return given;
}

/// Runs a program; how long it took and the most memory it had, if `/usr/bin/time` is there to tell.
function run(program, args, settings = {}) {
  const timed = fs.existsSync("/usr/bin/time");
  const before = process.hrtime.bigint();
  const done = timed ? spawnSync("/usr/bin/time", ["-v", program, ...args], { encoding: "utf8", maxBuffer: 1e9, ...settings })
    : spawnSync(program, args, { encoding: "utf8", maxBuffer: 1e9, ...settings });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}\n${done.error || ""}${done.stdout}${done.stderr}`);
  const work = [/User time \(seconds\): ([\d.]+)/, /System time \(seconds\): ([\d.]+)/].map((part) => Number((part.exec(done.stderr) || [])[1]));
  const kib = /Maximum resident set size \(kbytes\): (\d+)/.exec(done.stderr);
  return { seconds, work: work[0] + work[1], peak: kib ? Number(kib[1]) * 1024 : NaN, said: done.stdout };
}

function tools(work) {
  const folder = path.join(work, "npm");
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(path.join(folder, "node_modules/playwright-core"))) {
    run("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, "pagefind", "playwright-core"], { cwd: folder });
  }
  return folder;
}

function sizes(folder) {
  let bytes = 0, files = 0;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    files++;
    bytes += fs.statSync(path.join(entry.parentPath || entry.path, entry.name)).size;
  }
  return { bytes, files };
}

/// A host that compresses what is not compressed yet, and keeps count.
function serve(folder) {
  const sent = [];
  const types = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css", json: "application/json", wasm: "application/wasm" };
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]);
    // Pagefind fetches and compiles, which the policy of our pages forbids: it gets a page without one.
    if (name === "/blank.html") {
      response.writeHead(200, { "content-type": types.html }).end("<!doctype html><title>Pagefind</title>");
      return;
    }
    let body;
    try {
      body = fs.readFileSync(path.join(folder, name));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const small = zlib.gzipSync(body);
    const packed = small.length < body.length;
    sent.push({ name, bytes: Math.min(small.length, body.length) });
    const ending = name.split(".").pop();
    response.writeHead(200, { "content-type": types[ending] || "application/octet-stream", ...(packed ? { "content-encoding": "gzip" } : {}) });
    response.end(packed ? small : body);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ server, sent, root: `http://127.0.0.1:${server.address().port}/` })));
}

/// What a first query loads from a cold page, and how long a second one takes when the pieces are there.
async function queries(site, npm) {
  const { chromium } = require(path.join(npm, "node_modules/playwright-core"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const { server, sent, root } = await serve(site);
  const rows = [];
  for (const query of QUERIES) {
    const row = { query };
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(String(error)));
    sent.length = 0;
    await page.goto(root + "search.html?q=" + encodeURIComponent(query));
    await page.waitForSelector(".search-count");
    const first = sent.filter(({ name }) => name !== "/search.html");
    row.ours = first.reduce((sum, file) => sum + file.bytes, 0);
    row.files = first.length;
    row.again = await page.evaluate(async (query) => {
      const times = [];
      const root = document.querySelector("script[src*='search.js']").src.replace("static/search.js", "");
      const load = (file) => new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + file;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
      const search = await window.concordEngine.open(load);
      for (let i = 0; i < 4; i++) {
        const before = performance.now();
        const found = await search.search(query, []);
        await found.more(5);
        times.push(performance.now() - before);
      }
      return Math.min(...times.slice(1));
    }, query);
    await context.close();

    const other = await (await browser.newContext()).newPage();
    await other.goto(root + "blank.html");
    sent.length = 0;
    const patience = new Promise((resolve) => setTimeout(resolve, 60000, "no answer in a minute"));
    const asked = other.evaluate(async (query) => {
      const pagefind = await import("/pagefind/pagefind.js");
      const found = await pagefind.search(query);
      await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
      return found.results.length;
    }, query).catch((error) => String(error).slice(0, 80));
    row.hits = await Promise.race([asked, patience]);
    row.pagefind = sent.filter(({ name }) => name.startsWith("/pagefind")).reduce((sum, file) => sum + file.bytes, 0);
    await other.context().close();
    rows.push(row);
  }
  server.close();
  await browser.close();
  return rows;
}

const mb = (bytes) => (bytes / 1e6).toFixed(1) + " MB";
const kb = (bytes) => Math.round(bytes / 1000) + " kB";

async function main() {
  const given = options();
  if (!fs.existsSync(given.folder)) {
    console.log(`NOT MEASURED: there is no ${given.folder}`);
    return;
  }
  fs.mkdirSync(given.work, { recursive: true });
  const npm = tools(given.work);
  run("cargo", ["build", "--profile", given.profile, "--quiet", "--example", "search_site"], { cwd: here });
  const program = path.join(process.env.CARGO_TARGET_DIR || path.join(here, "target"), given.profile === "dev" ? "debug" : given.profile, "examples/search_site");
  for (const documents of given.documents.split(",")) {
    const site = path.join(given.work, "site-" + documents);
    fs.rmSync(site, { recursive: true, force: true });
    const made = run(program, ["--documents", documents, ...(given.distinct ? ["--distinct"] : []), "--out", site, given.folder]);
    const ours = JSON.parse(made.said);
    const theirs = run(path.join(npm, "node_modules/.bin/pagefind"), ["--site", site, "--quiet"]);
    const pagefind = { seconds: theirs.seconds, work: theirs.work, peak: theirs.peak, ...sizes(path.join(site, "pagefind")) };
    const concord = { seconds: ours.seconds, work: ours.cpu_seconds, peak: ours.peak_kib * 1024, bytes: ours.bytes, files: ours.files };
    console.log(`\n${documents} documents              concord     Pagefind    ratio`);
    const line = (name, a, b, show) => console.log(`  ${name.padEnd(24)}${show(a).padStart(10)}  ${show(b).padStart(10)}  ${(a / b).toFixed(3).padStart(7)}`);
    line("building, s", concord.seconds, pagefind.seconds, (value) => value.toFixed(2));
    line("work of all threads, s", concord.work, pagefind.work, (value) => value.toFixed(2));
    line("most memory", concord.peak, pagefind.peak, mb);
    line("index", concord.bytes, pagefind.bytes, mb);
    line("files", concord.files, pagefind.files, String);
    let rows = [];
    if (!given["no-browser"]) {
      rows = await queries(site, npm);
      console.log("  first query, compressed; answer when the pieces are there");
      for (const row of rows) {
        console.log(`  ${row.query.slice(0, 42).padEnd(43)}${kb(row.ours).padStart(8)} ${kb(row.pagefind).padStart(9)}  ${row.again.toFixed(0).padStart(4)} ms`);
      }
    }
    console.log(JSON.stringify({ documents: Number(documents), concord, pagefind, queries: rows }));
    if (!given.keep) fs.rmSync(site, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  // A browser that is still open would keep this alive.
  process.exit(1);
});
