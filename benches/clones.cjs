// An archive of any size from a small one, for measuring.
//
// node benches/clones.cjs FOLDER OUT DOCUMENTS
//
// In: a folder of `.txt` files named as the document system names them (`A_RES_78_62.txt`), an output folder, how many documents it shall hold.
// Out: `OUT/archive.yaml` and `OUT/content/`: the texts themselves, then copies of them in which every session number has moved by as
// much as the copies before them take up, so that the links among the texts of one copy stay among them; and `OUT/data/`, which tells of a
// General Assembly that has met so often and at no known time, or none of those links would be found. Never changes FOLDER.
"use strict";
const fs = require("fs"), path = require("path");

/// The sessions that a copy takes up: those that number resolutions with a stroke run from 31 to the present.
const SESSIONS = 60;
const FIRST = 31, LAST = 90;

/// How far the sessions of a copy move. `2007/12` is a year, so no session is called like one.
const shift = (copy) => (copy * SESSIONS < 1800 ? copy * SESSIONS : copy * SESSIONS + 300);

/// The data of a world with so many sessions.
function world(out) {
  const data = path.join(__dirname, "..", "data");
  const changed = (file, ...changes) => {
    let text = fs.readFileSync(path.join(data, file), "utf8");
    for (const [from, to] of changes) {
      if (!text.match(from)) throw new Error(`data/${file}: nothing here is like ${from}; mend benches/clones.cjs`);
      text = text.replace(from, to);
    }
    fs.mkdirSync(path.join(out, "data"), { recursive: true });
    fs.writeFileSync(path.join(out, "data", file), text);
  };
  changed("bodies.yaml", [/sessions: \[31, 99\]/, "sessions: [31, 9999]"]);
  changed("symbols.yaml", [/\(\?P<s>\\d\{1,2\}\) \?\/ /g, "(?P<s>\\d{1,4}) ?/ "],
    [/\(\?:S\|ES\)-\)\?\\d\{1,2\}/, "(?:S|ES)-)?\\d{1,4}"], [/^calendars:\n(?: +-.*\n)+/m, "calendars: []\n"]);
}

/// `78/62`, `A/78/481`, `A_RES_78_62`: every number of a session that stands before a stroke.
function moved(text, by) {
  return text.replace(/(?<![\d.,])(\d{2})([/_])(?=[\dLCPR])/g, (all, session, stroke) =>
    Number(session) >= FIRST && Number(session) <= LAST ? Number(session) + by + stroke : all);
}

/// Makes the archive; answers how many bytes of text it holds.
function clones(folder, out, documents) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".txt")).sort();
  if (!names.length) throw new Error(`${folder}: no .txt file is here; name a folder of texts`);
  fs.mkdirSync(path.join(out, "content"), { recursive: true });
  fs.writeFileSync(path.join(out, "archive.yaml"), "title: Clones\nlang: en\n");
  world(out);
  let bytes = 0;
  for (let i = 0; i < documents; i++) {
    const name = names[i % names.length], copy = Math.floor(i / names.length);
    const text = moved(fs.readFileSync(path.join(folder, name), "utf8"), shift(copy));
    const place = path.join(out, "content", `copy-${String(copy).padStart(3, "0")}`);
    if (i % names.length === 0) fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, moved(name, shift(copy))), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

module.exports = { clones };

if (require.main === module) {
  const [folder, out, documents] = process.argv.slice(2);
  if (!documents) {
    console.error("usage: node benches/clones.cjs FOLDER OUT DOCUMENTS");
    process.exit(2);
  }
  console.log(`${documents} documents, ${(clones(folder, out, Number(documents)) / 1e6).toFixed(1)} MB`);
}
