// What a reader does, and what must come of it. In: a site, and what of it to try. Out: faults.
import { open } from './tab.mjs';

const shown = tab => tab.waitForSelector('#preview:not([hidden])', { timeout: 3000 }).then(box => box.textContent());
const gone = tab => tab.waitForSelector('#preview', { state: 'hidden', timeout: 3000 });
const inView = (tab, id) => tab.waitForFunction(id => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}, id, { timeout: 3000 });

const acts = {
  async 'preview by hover'(tab, { preview }) {
    await tab.hover(preview.link);
    const said = await shown(tab);
    if (!said.includes(preview.says)) throw new Error(`the preview says ${said}, not ${preview.says}`);
    await tab.keyboard.press('Escape');
    await gone(tab);
  },
  async 'preview by focus'(tab, { preview }) {
    await tab.keyboard.press('Tab');
    await tab.focus(preview.link);
    const said = await shown(tab);
    if (!said.includes(preview.says)) throw new Error(`the preview says ${said}`);
    const by = await tab.getAttribute(preview.link, 'aria-describedby');
    if (by !== 'preview') throw new Error('the link is not described by its preview');
    await tab.keyboard.press('Escape');
    await gone(tab);
  },
  async 'footnotes there and back'(tab, { note }) {
    await tab.click(`#ref-${note}`);
    await tab.waitForURL(`**#fn-${note}`);
    await inView(tab, `fn-${note}`);
    await tab.click(`#fn-${note} .back`);
    await tab.waitForURL(`**#ref-${note}`);
    await inView(tab, `ref-${note}`);
  },
  async 'filters of cited by'(tab, { filter }) {
    const left = () => tab.locator('.citing:visible').count();
    const before = await left();
    await tab.selectOption(`.filters select[name=${filter.by}]`, filter.value);
    const after = await left();
    if (!(after > 0 && after < before)) throw new Error(`${before} citing documents, then ${after}`);
    const other = await tab.locator(`.citing:visible li:visible:not([data-verb="${filter.value}"])`).count();
    if (filter.by === 'verb' && other) throw new Error('other verbs are still shown');
    await tab.selectOption(`.filters select[name=${filter.by}]`, '');
    if (await left() !== before) throw new Error('not all come back');
  },
  async 'theme remembered'(tab) {
    await tab.selectOption('select[name=theme]', 'dark');
    await tab.reload();
    const dark = await tab.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).colorScheme]);
    if (dark.join() !== 'dark,dark') throw new Error(`the colours are ${dark}`);
    await tab.selectOption('select[name=theme]', 'system');
  },
  async 'interface in another language'(tab) {
    await tab.selectOption('select[name=lang]', 'fr');
    await tab.waitForSelector('#cited-by-heading [data-t=cited_by][lang=fr]', { timeout: 3000 });
    const text = await tab.getAttribute('html', 'lang');
    await tab.selectOption('select[name=lang]', text);
  },
  async 'keyboard: skip, then go to a paragraph'(tab, { paragraph }) {
    await tab.keyboard.press('Tab');
    if (!await tab.evaluate(() => document.activeElement.matches('.skip'))) throw new Error('the first stop is not the way past the menu');
    await tab.keyboard.press('Enter');
    await tab.waitForURL('**#main');
    if (!paragraph) return;
    await tab.focus('.jump input');
    await tab.keyboard.type(paragraph);
    await tab.keyboard.press('Enter');
    await tab.waitForURL(`**#para-${paragraph}`);
    if (!await tab.evaluate(n => document.activeElement.hash === `#para-${n}`, paragraph)) throw new Error('the number has no focus');
  },
  async 'a paragraph copied as a citation'(tab, { paragraph, cite }) {
    if (!cite) return;
    await tab.focus(`#para-${paragraph} .n`);
    await tab.click(`#para-${paragraph} .copy`);
    await tab.waitForFunction(said => document.querySelector('.copy').getAttribute('aria-label').includes(said), cite, { timeout: 3000 });
  },
  async 'print'(tab, { sheets }) {
    const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1');
    const printed = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (!pdf.startsWith('%PDF') || printed < sheets) throw new Error(`${printed} sheets`);
    await tab.emulateMedia({ media: 'print' });
    const left = await tab.locator('.menu:visible, .tools:visible, .find:visible, .toc:visible, .foot:visible').count();
    if (left) throw new Error('what serves the screen is printed');
    if (!await tab.isVisible('.running')) throw new Error('no running symbol');
  },
};

// Each act on a page of its own, so that none leans on another.
export async function behaves(browser, root, trial, faults) {
  for (const act of trial.acts ?? Object.keys(acts)) {
    const tab = await open(browser, root, trial.page, faults, { reducedMotion: 'reduce' });
    try {
      await acts[act](tab, trial);
    } catch (error) {
      faults.push(`${root}${trial.page}: ${act}: ${error.message.split('\n')[0]}`);
    }
    await tab.context().close();
  }
}

// Without scripts all reading, linking and backlinks work.
export async function reads(browser, root, { from, link, to }, faults) {
  const tab = await open(browser, root, from, faults, { javaScriptEnabled: false });
  await tab.click(link);
  if (!tab.url().startsWith(root + to)) faults.push(`${root}${from}: without script ${link} leads to ${tab.url()}`);
  await tab.context().close();
}
