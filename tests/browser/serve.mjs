// A folder over HTTP, as a plain host serves it: with its page for what is missing. In: the folder, and the path that it has on the host. Out: its
// address on a port of its own, and how to end it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const KINDS = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', md: 'text/markdown' };

export function serve(folder, under = '/') {
  const server = http.createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const name = asked.startsWith(under) ? '/' + asked.slice(under.length) : null;
    const file = name && path.join(folder, name.endsWith('/') ? name + 'index.html' : name);
    // A browser asks every host for an icon; the site has none and says so nowhere.
    if (asked === '/favicon.ico') { response.writeHead(204).end(); return; }
    fs.readFile(file ?? '', (error, bytes) => {
      const kind = error ? KINDS.html : KINDS[name.split('.').pop()] ?? 'application/octet-stream';
      const answer = error ? fs.readFileSync(path.join(folder, '404.html')) : bytes;
      response.writeHead(error ? 404 : 200, { 'content-type': kind + '; charset=utf-8', 'x-content-type-options': 'nosniff' }).end(answer);
    });
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => {
    done({ root: `http://127.0.0.1:${server.address().port}${under}`, close: () => server.close() });
  }));
}
