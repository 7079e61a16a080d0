// The page for what is missing, as a host sends it for an address at any depth, with the site at the root of the host or below. In: a site, an
// address that it does not have. Out: faults: no style, a link that leads elsewhere, no scripts, something on the page that its policy refuses.
import { serve } from './serve.mjs';

export async function missing(browser, folder, page, faults) {
  for (const under of ['/', '/some/archive/']) {
    const served = await serve(folder, under), where = `${served.root}${page}`;
    const tab = await browser.newPage();
    tab.setDefaultTimeout(5000);
    // That the page's own style was asked for in vain stands there too, and is no fault.
    tab.on('console', said => { if (/Content Security Policy/.test(said.text())) faults.push(`${where}: ${said.text()}`); });
    tab.on('pageerror', error => faults.push(`${where}: script: ${error.message}`));
    try {
      const answer = await tab.goto(where);
      if (answer.status() !== 404) faults.push(`${where}: the status is ${answer.status()}`);
      await tab.waitForSelector('.tools select[name=lang]');
      const band = await tab.$eval('.top', top => getComputedStyle(top).borderTopWidth);
      if (band !== '4px') faults.push(`${where}: no style`);
      const astray = await tab.$$eval('a:not(.skip), form', (all, root) => all.map(e => e.href || e.action).filter(to => !to.startsWith(root)), served.root);
      if (astray.length) faults.push(`${where}: a link leads to ${astray[0]}`);
      const ready = await tab.inputValue('.find [name=q]'), asked = page.includes('/') ? page.replace(/\.html$/, '') : '';
      if (ready !== asked) faults.push(`${where}: ${ready || 'nothing'} is ready to be searched, not ${asked || 'nothing'}`);
      await tab.selectOption('select[name=lang]', 'fr');
      await tab.waitForSelector('h1[data-t=not_found][lang=fr]');
      await tab.click('main a');
      if (tab.url() !== served.root + 'index.html') faults.push(`${where}: the way home leads to ${tab.url()}`);
    } catch (error) {
      faults.push(`${where}: ${error.message.split('\n')[0]}`);
    }
    await tab.close();
    served.close();
  }
}
