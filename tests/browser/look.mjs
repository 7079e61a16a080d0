// The sites in a real browser, from the disk and over HTTP. node look.mjs CHROMIUM SITE PLAN…: folders of sites, each with the plan of
// what to try there. Prints every fault; the exit status says whether there were any.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { attacked } from './attacked.mjs';
import { behaves, reads } from './behaves.mjs';
import { missing } from './missing.mjs';
import { accessible, opens } from './looks.mjs';
import { serve } from './serve.mjs';

const [executablePath, ...rest] = process.argv.slice(2);
if (!rest.length || rest.length % 2) { console.error('node look.mjs CHROMIUM SITE PLAN…'); process.exit(2); }
const browser = await chromium.launch({
  executablePath,
  // Bars that take room, as on most desks: a page must fit beside one.
  ignoreDefaultArgs: ['--hide-scrollbars'],
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
});
const faults = [];
let pages = 0;
for (let i = 0; i < rest.length; i += 2) {
  const folder = path.resolve(rest[i]), plan = JSON.parse(fs.readFileSync(rest[i + 1], 'utf8'));
  const served = await serve(folder), disk = 'file://' + encodeURI(folder) + '/';
  for (const page of plan.pages) {
    pages += 1;
    await opens(browser, disk, page, faults);
    await opens(browser, served.root, page, faults);
    await accessible(browser, disk, page, faults);
  }
  for (const root of [disk, served.root]) {
    for (const trial of plan.trials) await behaves(browser, root, trial, faults);
    if (plan.attacked) pages += await attacked(browser, root, folder, plan.attacked, faults);
    for (const way of plan.without_script) await reads(browser, root, way, faults);
  }
  served.close();
  for (const page of plan.missing ?? []) await missing(browser, folder, page, faults);
}
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`${pages} pages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
