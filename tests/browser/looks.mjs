// How every kind of page looks to a machine. In: a site and its pages. Out: faults: what axe-core finds in light, dark and on a phone,
// and pages wider than their window.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { open } from './tab.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(tab, where, faults, rules) {
  const found = await tab.evaluate(only => globalThis.axe.run({
    resultTypes: ['violations'], preload: false, ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
  }), rules);
  for (const v of found.violations) {
    faults.push(`${where}: axe: ${v.id} (${v.impact}) ${v.nodes.length}×: ${v.nodes[0].html.slice(0, 160)}`);
  }
}

async function width(tab, where, faults) {
  const wide = await tab.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return null;
    const beyond = Array.from(document.querySelectorAll('body *')).find(e => e.getBoundingClientRect().right > room + 1);
    return beyond ? beyond.outerHTML.slice(0, 120) : 'something';
  });
  if (wide) faults.push(`${where}: wider than the window: ${wide}`);
}

// Under the page's own policy, without axe: widths, requests, errors.
export async function opens(browser, root, page, faults) {
  const tab = await open(browser, root, page, faults);
  for (const wide of [1440, 1312, 1280, 1088, 800, 640, 360, 320]) {
    await tab.setViewportSize({ width: wide, height: 800 });
    await width(tab, `${page} ${wide}`, faults);
  }
  await tab.context().close();
}

// With axe put in, for which the policy must stand aside.
export async function accessible(browser, root, page, faults) {
  const tab = await open(browser, root, page, faults, { bypassCSP: true, reducedMotion: 'reduce' });
  await tab.evaluate(axe);
  await violations(tab, `${page} light`, faults);
  // Only colours differ in the dark.
  await tab.emulateMedia({ colorScheme: 'dark' });
  await violations(tab, `${page} dark`, faults, ['color-contrast']);
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 360, height: 740 });
  await violations(tab, `${page} phone`, faults);
  await tab.context().close();
}
