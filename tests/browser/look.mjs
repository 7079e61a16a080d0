// Opens pages of a site from the disk in Chromium: light, dark and on a phone. Fails on an axe violation, a console error, a request
// that leaves the folder, or a page wider than its window. node look.mjs SITE PAGE…
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [site, ...pages] = process.argv.slice(2);
if (!site || !pages.length) { console.error('node look.mjs SITE PAGE…'); process.exit(2); }
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = 'file://' + path.resolve(site) + '/';
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const faults = [];
for (const page of pages) {
  for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [800, 'light'], [320, 'light']]) {
    const where = `${page} ${width} ${scheme}`;
    const tab = await browser.newPage();
    tab.on('console', message => { if (message.type() === 'error') faults.push(`${where}: console: ${message.text()}`); });
    tab.on('pageerror', error => faults.push(`${where}: script: ${error.message}`));
    tab.on('request', request => {
      const url = request.url();
      if (!url.startsWith(folder) && !url.startsWith('data:')) faults.push(`${where}: asks for ${url}`);
    });
    await tab.setViewport({ width, height: 900 });
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    // First under the page's own policy, then without it, so that axe can be put in.
    await tab.goto(folder + page);
    if (await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth)) faults.push(`${where}: wider than the window`);
    await tab.setBypassCSP(true);
    await tab.goto(folder + page);
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate(() => axe.run({ resultTypes: ['violations'], preload: false }));
    for (const v of violations) faults.push(`${where}: ${v.id} (${v.impact}) ${v.nodes.length}×: ${v.nodes[0].html.slice(0, 160)}`);
    await tab.close();
  }
}
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
