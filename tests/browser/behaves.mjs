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
  // How many are left of how many, where a screen reader hears it; the number of all stands only while all do.
  async 'filters say how many are left'(tab, { filter }) {
    await tab.waitForSelector('.filters', { timeout: 3000 });
    const head = tab.locator('#cited-by-heading .count [data-count=documents]'), all = await head.getAttribute('data-n');
    await tab.selectOption(`.filters select[name=${filter.by}]`, filter.value);
    const said = await tab.textContent('.filters output');
    if (said !== `${filter.left} of ${all}`) throw new Error(`it says ${said}`);
    if (await head.isVisible()) throw new Error(`it still says ${await head.textContent()}`);
    await tab.selectOption('select[name=lang]', 'fr');
    await tab.waitForFunction(said => document.querySelector('.filters output').textContent === said, `${filter.left} sur ${all}`, { timeout: 3000 });
    const types = await tab.locator('.filters select[name=type] option').allTextContents();
    if (!types.includes('Rapport')) throw new Error(`types are ${types}`);
    await tab.selectOption('select[name=lang]', 'en');
    await tab.selectOption(`.filters select[name=${filter.by}]`, '');
    if (!await head.isVisible() || await tab.textContent('.filters output')) throw new Error('the number of all does not come back');
  },
  // Each kind of link by its line, which must stand out from the paper.
  async 'kinds of links can be seen'(tab, { kinds }) {
    for (const scheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme: scheme });
      for (const [link, line, breadth] of kinds) {
        const seen = await tab.$eval(link, e => {
          const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const light = (...colours) => {
            for (const colour of colours) { pixel.fillStyle = colour; pixel.fillRect(0, 0, 1, 1); }
            const [r, g, b] = Array.from(pixel.getImageData(0, 0, 1, 1).data, v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
          };
          const style = getComputedStyle(e), paper = getComputedStyle(document.documentElement).backgroundColor;
          const [low, high] = [light(paper), light(paper, style.textDecorationColor)].sort((a, b) => a - b);
          return { line: style.textDecorationStyle, contrast: high / low, breadth: parseFloat(style.textDecorationThickness) };
        });
        if (seen.line !== line || seen.contrast < 3 || seen.breadth < breadth) throw new Error(`${scheme} ${link}: ${JSON.stringify(seen)}`);
      }
    }
  },
  // All of the interface runs as its language does, and the words that tell of a text too; the text itself as its own.
  async 'the interface from right to left'(tab, { right, left, says = [] }) {
    await tab.selectOption('select[name=lang]', 'ar');
    await tab.waitForSelector('.top[dir=rtl]', { timeout: 3000 });
    for (const [where, wanted] of [...right.map(one => [one, 'rtl']), ...left.map(one => [one, 'ltr'])]) {
      const run = await tab.locator(where).first().evaluate(e => getComputedStyle(e).direction);
      if (run !== wanted) throw new Error(`${where} runs ${run}`);
    }
    for (const [where, said] of says) {
      const now = await tab.locator(where).first().textContent();
      if (now !== said) throw new Error(`${where} says ${now}`);
    }
    const astray = await tab.$$eval('.list li', rows => rows.filter(row => {
      const edge = e => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect().right; };
      return Math.abs(edge(row.querySelector('.symbol')) - edge(row.querySelector('.title'))) > 2;
    }).length);
    if (astray) throw new Error(`${astray} titles do not begin where their symbols do`);
    const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) throw new Error(`the page is ${wide} wide, the window ${room}`);
  },
  async 'words that are put together, in another language and back'(tab, { says }) {
    const own = await tab.getAttribute('html', 'lang');
    const before = await Promise.all(says.map(([where]) => tab.locator(where).first().textContent()));
    await tab.selectOption('select[name=lang]', 'zh');
    await tab.waitForSelector('.foot [lang=zh]', { timeout: 3000 });
    for (const [where, said] of says) {
      const now = await tab.locator(where).first().textContent();
      if (now.trim() !== said) throw new Error(`${where} says ${now}`);
    }
    await tab.selectOption('select[name=lang]', own);
    await tab.waitForFunction(() => !document.querySelector('.foot [lang=zh]'), null, { timeout: 3000 });
    const after = await Promise.all(says.map(([where]) => tab.locator(where).first().textContent()));
    if (after.join() !== before.join()) throw new Error(`first ${before}, then ${after}`);
  },
  // The one on the side where the page begins, the other where it ends, whichever way their words run.
  async 'previous and next keep their sides'(tab) {
    const edges = () => tab.evaluate(() => {
      const room = document.querySelector('.series').getBoundingClientRect(), end = e => e.getBoundingClientRect();
      return [end(document.querySelector('.series .previous')).left - room.left, room.right - end(document.querySelector('.series .next')).right].map(Math.round);
    });
    const before = await edges();
    await tab.selectOption('select[name=lang]', 'ar');
    await tab.waitForSelector('.series a[dir=rtl]', { timeout: 3000 });
    const after = await edges();
    if (after.join() !== before.join()) throw new Error(`from the edges first ${before}, then ${after}`);
  },
  // Numbers without a word are grouped as the language does it: 1,259 would be no whole number in French.
  async 'numbers alone, in another language'(tab) {
    await tab.evaluate(() => document.querySelector('.count').textContent = '1,259');
    const said = async lang => {
      await tab.selectOption('select[name=lang]', lang);
      await tab.waitForSelector(`.foot [lang=${lang}]`, { timeout: 3000 });
      return tab.locator('.count').first().textContent();
    };
    const found = [await said('fr'), await said('zh')];
    if (found.join(' ') !== '1259 1,259') throw new Error(found.join(' '));
  },
  // What a paragraph of a preamble is reached by lies beside its words, on the narrowest screen too.
  async 'no mark over the words of a preamble'(tab) {
    await tab.setViewportSize({ width: 360, height: 740 });
    const over = await tab.$$eval('.place > .n', marks => marks.filter(mark => {
      const words = document.createRange();
      words.selectNodeContents(mark.parentElement.querySelector('p'));
      return words.getBoundingClientRect().left < mark.getBoundingClientRect().right - 1;
    }).length);
    if (over) throw new Error(`${over} lie over words`);
  },
  async 'a paragraph of an annex by its number'(tab, { annexed }) {
    await tab.fill('.jump input', annexed.number);
    await tab.click('.jump button');
    await inView(tab, annexed.id);
  },
  // What already stands in the margin is not shown over the text as well.
  async 'a note beside its mark is lit and not shown again'(tab, { note }) {
    await tab.waitForSelector('.beside', { timeout: 3000 });
    await tab.hover(`a[href="#fn-${note}"]`);
    await tab.waitForSelector(`#fn-${note}.meant`, { timeout: 3000 });
    await tab.waitForTimeout(600);
    if (await tab.isVisible('.preview')) throw new Error('it is shown twice');
    await tab.hover('h1');
    if (await tab.locator('.meant').count()) throw new Error('it stays lit');
    await tab.setViewportSize({ width: 900, height: 800 });
    await tab.hover(`a[href="#fn-${note}"]`);
    await tab.waitForSelector('.preview', { state: 'visible', timeout: 3000 });
  },
  // A picture scrolls and what it is called does not.
  async 'a caption stays beside its picture'(tab) {
    const out = await tab.$$eval('.figure .caption', all => all.filter(e => e.closest('[tabindex]') || e.getBoundingClientRect().left < 0).length);
    if (out || !await tab.isVisible('.figure .caption')) throw new Error('it scrolls away with the picture');
  },
  async 'cards tell by how many a text is cited'(tab) {
    const cell = tab.locator('.documents td.number').first(), [shown, name] = [await cell.isVisible(), await cell.getAttribute('data-name')];
    if (!shown || name !== await tab.locator('.documents th.number').first().textContent()) throw new Error(`${shown ? 'shown' : 'hidden'}, called ${name}`);
  },
  async 'a list narrowed to what is held, and to what is not'(tab) {
    const left = () => tab.$$eval('.list li', all => [true, false].map(held => all.filter(row => row.checkVisibility() && row.matches('.unheld') !== held).length));
    const [held, unheld] = await left();
    for (const [which, wanted] of [['held', [held, 0]], ['unheld', [0, unheld]], ['', [held, unheld]]]) {
      await tab.selectOption('.which select', which);
      if (!held || !unheld || (await left()).join() !== wanted.join()) throw new Error(`${which || 'all'}: ${await left()} of ${[held, unheld]}`);
      const empty = await tab.$$eval('.shelf', all => all.filter(shelf => shelf.checkVisibility() && !Array.from(shelf.querySelectorAll('li')).some(row => row.checkVisibility())).length);
      if (empty) throw new Error(`${which}: ${empty} heads stand above nothing`);
    }
  },
  async 'the path stands in one line'(tab) {
    const lines = await tab.$$eval('.path li :is(a, bdi)', all => all.map(e => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect().bottom; }));
    if (Math.max(...lines) - Math.min(...lines) > 0.5) throw new Error(`its words end at ${lines}`);
  },
  // On the way through a text each paragraph is one stop before its links, and what copies it covers no words.
  async 'one stop for each paragraph'(tab, { stops }) {
    const at = () => tab.evaluate(() => document.activeElement.closest('.place')?.id + ' ' + (document.activeElement.className || document.activeElement.localName));
    await tab.focus(`[id="${stops[0].split(' ')[0]}"] .n`);
    for (const stop of stops) {
      if (await at() !== stop) throw new Error(`a stop is ${await at()}, not ${stop}`);
      await tab.keyboard.press('Tab');
    }
    const [id] = stops[0].split(' ');
    await tab.focus(`[id="${id}"] .n`);
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('Tab');
    if (await at() !== `${id} button`) throw new Error(`behind a chosen number comes ${await at()}`);
    const [bar, line, leading] = await tab.evaluate(id => {
      const next = document.getElementById(id).nextElementSibling.querySelector('p'), style = getComputedStyle(next);
      const copy = document.querySelector('.copy');
      return [getComputedStyle(copy).opacity === '1' && copy.getBoundingClientRect().bottom, next.getBoundingClientRect().top, (parseFloat(style.lineHeight) - parseFloat(style.fontSize)) / 2];
    }, id);
    if (!bar || bar > line + leading) throw new Error(`the buttons end at ${bar}, the next words begin at ${line + leading}`);
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
    const counts = await tab.locator('#cited-by-heading [data-count]').allTextContents(), date = tab.locator('.facts time, .use time').first();
    if (!counts.every(count => /^\d+ (document|mention)s?$/.test(count))) throw new Error(`the count is ${counts}`);
    if (!/^(\d+|1er) \p{L}+ \d{4}$|^\d{4}$/u.test(await date.textContent())) throw new Error(`the date is ${await date.textContent()}`);
    const steps = await tab.locator('.path a').allTextContents(), place = await tab.locator('.place-link, .cites .at').first().textContent();
    if (steps[0] !== 'Accueil' || steps.some(step => /[\u3400-\u9fff]/.test(step))) throw new Error(`the path is ${steps}`);
    if (!/^(par\. |note |préambule|annexe|résumé|titre|en-tête)/i.test(place)) throw new Error(`a place is ${place}`);
    const text = await tab.getAttribute('html', 'lang');
    await tab.selectOption('select[name=lang]', 'ar');
    await tab.waitForSelector('.top[dir=rtl]', { timeout: 3000 });
    const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) throw new Error(`in Arabic the page is ${wide} wide, the window ${room}`);
    await tab.selectOption('select[name=lang]', text);
    await tab.waitForSelector('#cited-by-heading [data-t=cited_by]:not([lang])', { timeout: 3000 });
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
  // What a paste would give: into a field of the page, since a page from the disk may not read the clipboard.
  async 'a paragraph copied as a citation'(tab, { cites }) {
    for (const [id, cite, words] of cites) {
      for (const [button, whole] of [[':not(.whole)', cite], ['.whole', words]]) {
        await tab.focus(`[id="${id}"] .n`);
        await tab.click(`[id="${id}"] .copy button${button}`);
        await tab.waitForFunction(said => document.querySelector('.copy output').textContent.includes(said), cite, { timeout: 3000 });
        await tab.evaluate(() => {
          const field = document.createElement('textarea');
          field.id = 'pasted';
          // The page must not move under the pointer.
          field.style = 'position: fixed; inset: 0 auto auto 0';
          document.body.append(field);
          field.focus();
        });
        await tab.keyboard.press('Control+V');
        const pasted = await tab.inputValue('#pasted');
        await tab.evaluate(() => document.getElementById('pasted').remove());
        if (!pasted.includes(whole)) throw new Error(`${pasted} was copied, not ${whole}`);
      }
    }
  },
  async 'notes beside the text on a wide screen, under it on a narrow one'(tab, { note }) {
    const at = () => tab.evaluate(n => {
      const box = e => e.getBoundingClientRect();
      const said = box(document.getElementById(`fn-${n}`)), mark = box(document.getElementById(`ref-${n}`)), text = box(document.querySelector('.text'));
      return { beside: said.left >= text.right || said.right <= text.left, under: said.top >= text.bottom, off: Math.abs(said.top - mark.top) };
    }, note);
    await tab.waitForSelector('.beside', { timeout: 3000 });
    const wide = await at();
    if (!wide.beside || wide.off > 300) throw new Error(`the note is not beside its mark: ${JSON.stringify(wide)}`);
    const over = await tab.evaluate(() => {
      const boxes = [...document.querySelectorAll('.citers, .note.side')].map(e => [e, e.getBoundingClientRect()]);
      return boxes.flatMap(([e, a], i) => boxes.slice(i + 1).filter(([, b]) => a.top < b.bottom - 1 && b.top < a.bottom - 1
        && a.left < b.right && b.left < a.right).map(() => e.outerHTML.slice(0, 80)));
    });
    if (over.length) throw new Error(`one lies over another: ${over[0]}`);
    await tab.setViewportSize({ width: 800, height: 900 });
    await tab.waitForFunction(() => !document.querySelector('.beside'), null, { timeout: 3000 });
    if (!(await at()).under) throw new Error('on a narrow screen the note is not under the text');
  },
  async 'preview by a long press'(tab, { preview }) {
    await tab.locator(preview.link).first().scrollIntoViewIfNeeded();
    // The link may run over two lines; a finger lies on the first.
    const box = await tab.locator(preview.link).first().evaluate(link => { const [first] = link.getClientRects(); return { x: first.x, y: first.y }; });
    const touch = await tab.context().newCDPSession(tab);
    const points = [{ x: box.x + 8, y: box.y + 8 }], before = tab.url();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points });
    const said = await shown(tab);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    if (!said.includes(preview.says)) throw new Error(`the preview says ${said}`);
    await tab.waitForTimeout(300);
    if (tab.url() !== before) throw new Error('the press followed the link');
    if (!await tab.isVisible('#preview')) throw new Error('the preview does not stay');
    await tab.tap('h1');
    await gone(tab);
  },
  async 'a table sorted by its heads'(tab, { column }) {
    const cells = () => tab.$$eval(`tbody td:nth-child(${column})`, all => all.map(e => (e.querySelector('time') || {}).dateTime || e.textContent.trim()));
    const head = `thead th:nth-child(${column})`;
    await tab.focus(`${head} button`);
    await tab.keyboard.press('Enter');
    const up = await cells();
    if (await tab.getAttribute(head, 'aria-sort') !== 'ascending') throw new Error('the head does not say so');
    await tab.keyboard.press('Enter');
    const down = await cells();
    if (up.length < 2 || up.join() !== [...down].reverse().join() || up.join() === down.join()) throw new Error(`${up} and ${down}`);
    const sorted = [...up].sort(new Intl.Collator('en', { numeric: true }).compare);
    if (up.join() !== sorted.join()) throw new Error(`${up} is no order`);
  },
  async 'filters over further pages'(tab, { year, here, elsewhere }) {
    await tab.waitForSelector('.filters', { timeout: 3000 });
    await tab.selectOption('.filters select[name=year]', year);
    const shown = await tab.locator('.citing:visible').count(), links = tab.locator('.elsewhere:visible a');
    if (shown !== here || await links.count() !== elsewhere) throw new Error(`${shown} here, ${await links.count()} elsewhere`);
    await links.first().click();
    await tab.waitForLoadState();
    const id = decodeURIComponent(new URL(tab.url()).hash.slice(1));
    if (await tab.getAttribute(`#${id}`, 'data-year') !== year) throw new Error(`${tab.url()} is not of ${year}`);
    await inView(tab, id);
  },
  async 'search from / to Enter'(tab, { search }) {
    await tab.keyboard.press('/');
    await tab.keyboard.type(search.symbol);
    await tab.waitForSelector('.search-symbols a', { timeout: 9000 });
    await tab.waitForFunction(said => document.querySelector('.search-results').dataset.query === said, search.symbol, { timeout: 9000 });
    await tab.keyboard.press('Enter');
    await tab.waitForURL(`**/${search.leads}`, { timeout: 9000 });
    await tab.keyboard.press('/');
    await tab.keyboard.insertText(search.words);
    await tab.waitForSelector('.search-passage', { timeout: 9000 });
    const beyond = await tab.$eval('.search-results', hits => {
      const { left, right } = hits.getBoundingClientRect();
      return left < 0 || right > document.documentElement.clientWidth ? `${left} to ${right}` : '';
    });
    if (beyond) throw new Error(`the hits stand from ${beyond}`);
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    await tab.waitForSelector('mark.search-mark', { timeout: 9000 });
    const id = decodeURIComponent(new URL(tab.url()).hash.slice(1));
    if (id) await inView(tab, id);
    const marks = await tab.locator('mark.search-mark').allTextContents();
    if (!marks.every(mark => search.words.includes(mark) || mark.includes(search.words))) throw new Error(`marked is ${marks}`);
  },
  async 'the page of hits: Enter at once, a paragraph, another language'(tab, { search }) {
    await tab.fill('input[name=q]', `${search.symbol} p13`);
    await tab.keyboard.press('Enter');
    await tab.waitForURL(`**/${search.leads}#para-13`, { timeout: 9000 });
    await tab.goBack();
    await tab.selectOption('select[name=lang]', 'fr');
    await tab.waitForFunction(() => document.querySelector('h1').textContent === 'Recherche', null, { timeout: 9000 });
    await tab.fill('input[name=q]', search.words);
    await tab.waitForFunction(() => /passages? avec/.test(document.querySelector('.search-count')?.textContent), null, { timeout: 9000 });
    await tab.selectOption('select[name=lang]', 'zh');
  },
  async 'print'(tab, { sheets }) {
    const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1');
    const printed = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (!pdf.startsWith('%PDF') || printed < sheets) throw new Error(`${printed} sheets`);
    await tab.emulateMedia({ media: 'print' });
    const left = await tab.locator('.menu:visible, .tools:visible, .find:visible, .toc:visible, .foot:visible').count();
    if (left) throw new Error('what serves the screen is printed');
    if (!await tab.isVisible('.running')) throw new Error('no running symbol');
    const quoted = async () => [await tab.locator('.citing:visible').count() > 0, await tab.isVisible('#cited-by-heading'), await tab.locator('.citers:visible').count()].join();
    const cited = await tab.locator('.citing').count() > 0;
    if (await quoted() !== 'false,true,0') throw new Error(`who cites a text is printed with it: ${await quoted()}`);
    await tab.evaluate(() => location.hash = 'cited-by');
    if (cited && !(await quoted()).startsWith('true')) throw new Error('who has gone to those who cite a text prints them');
    const astray = await tab.$$eval('.note', notes => notes.filter(note => getComputedStyle(note).top !== 'auto' && getComputedStyle(note).top !== '0px').length);
    if (astray) throw new Error(`${astray} notes are printed where the margin of the screen had them`);
  },
};

// Each act on a page of its own, so that none leans on another.
export async function behaves(browser, root, trial, faults) {
  for (const act of trial.acts ?? Object.keys(acts)) {
    const settings = trial.phone ? { viewport: { width: 390, height: 844 } } : trial.touch ? { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } } : {};
    const tab = await open(browser, root, trial.page, faults, { reducedMotion: 'reduce', ...settings });
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
