// A page opened in Chromium under its own content security policy. In: a browser, the site's root, a page. Out: the tab; every console
// error and every request that leaves the site goes to the list of faults.
export async function open(browser, root, page, faults, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...settings });
  context.setDefaultTimeout(5000);
  const tab = await context.newPage();
  const where = `${root}${page}`;
  tab.on('console', said => { if (said.type() === 'error') faults.push(`${where}: console: ${said.text()}`); });
  tab.on('pageerror', error => faults.push(`${where}: script: ${error.message}`));
  context.on('request', request => {
    const url = request.url();
    if (!url.startsWith(root) && !url.startsWith('data:')) faults.push(`${where}: asks for ${url}`);
  });
  await tab.goto(where);
  return tab;
}
