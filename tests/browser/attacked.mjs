// Sites whose sources attack the reader. In: a site, what must be in none of its pages, what is searched for. Out: faults: a script of a source
// that ran, an element or an address of it. Every page is opened, every link asked for its preview, every fold opened; words are searched.
import fs from 'node:fs';
import path from 'node:path';
import { open } from './tab.mjs';

const ADDRESSES = 80;

function pages(folder) {
  const found = fs.readdirSync(folder, { recursive: true }).map(String).filter(name => name.endsWith('.html'));
  return found.map(name => name.split(path.sep).map(encodeURIComponent).join('/')).sort();
}

async function watched(browser, root, page, faults) {
  const tab = await open(browser, root, page, faults);
  tab.on('dialog', dialog => { faults.push(`${root}${page}: a script of a source ran: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
  // What ran while the page was loading.
  await tab.reload();
  return tab;
}

async function hold(tab, where, elements, faults) {
  for (const element of elements) {
    if (await tab.locator(element).count()) faults.push(`${where}: holds ${element}`);
  }
  const bad = await tab.evaluate(() => Array.from(document.querySelectorAll('*')).flatMap(element =>
    Array.from(element.attributes).filter(({ name, value }) =>
      name.startsWith('on') || (/^(href|src|action|xlink:href)$/.test(name) && /^[\s\0-\x20]*(javascript|vbscript|data:text)/i.test(value)))
      .map(({ name, value }) => `${element.tagName} ${name}=${value}`)));
  for (const one of bad) faults.push(`${where}: ${one}`);
}

export async function attacked(browser, root, folder, { elements, searches }, faults) {
  const all = pages(folder);
  for (const page of all) {
    const tab = await watched(browser, root, page, faults);
    await tab.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
    const links = tab.locator('main a[href]');
    for (let i = 0; i < Math.min(await links.count(), ADDRESSES); i++) {
      await links.nth(i).focus().catch(() => {});
      await links.nth(i).hover({ timeout: 500, force: true }).catch(() => {});
    }
    await tab.waitForTimeout(300);
    await hold(tab, page, elements, faults);
    await tab.context().close();
  }
  const tab = await watched(browser, root, 'search.html', faults);
  for (const words of searches) {
    await tab.keyboard.press('/');
    await tab.keyboard.press('ControlOrMeta+a');
    await tab.keyboard.insertText(words);
    await tab.waitForFunction(said => document.querySelector('.search-results')?.dataset.query === said, words, { timeout: 9000 });
    if (!await tab.locator('.search-results a').count()) faults.push(`search: nothing is found for ${words}`);
    await hold(tab, `search for ${words}`, elements, faults);
  }
  await tab.context().close();
  return all.length;
}
