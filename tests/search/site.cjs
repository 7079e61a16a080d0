// The real client's engine on a built site, in Node. In: the folder of a site. Out: the engine, and what it loaded.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), zlib = require("zlib");

/// A script as a browser reads it, by its byte order mark.
const script = (bytes) => (bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8"));

/// Runs the scripts of the engine, as search.js names them.
function loadEngine() {
  const folder = path.join(__dirname, "../../static");
  const [, names] = /const ENGINE = \[(.*?)\];/.exec(fs.readFileSync(path.join(folder, "search.js"), "utf8"));
  for (const [, name] of names.matchAll(/"(\w+)"/g)) {
    const file = path.join(folder, `search-${name}.js`);
    vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
  }
}

/// Opens the index of a site. `loads` lists the pieces with their sizes as a host would send them.
async function open(site) {
  loadEngine();
  const loads = [];
  const load = async (file) => {
    const bytes = fs.readFileSync(path.join(site, file));
    loads.push({ file, bytes: bytes.length, sent: zlib.gzipSync(bytes, { level: 6 }).length });
    vm.runInThisContext(script(bytes));
  };
  const search = await globalThis.concordEngine.open(load);
  return { search, loads, load };
}

/// All passages of a site, straight from the pieces of texts: what the engine's answers are held against.
async function passages(site) {
  loadEngine();
  return globalThis.concordEngine.passages(async (file) => vm.runInThisContext(script(fs.readFileSync(path.join(site, file)))));
}

/// A generator of numbers from 0 to 1, the same on every machine.
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

module.exports = { open, passages, chance };
