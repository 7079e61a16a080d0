// A folder over HTTP, as a plain host serves it. In: the folder. Out: its address on a port of its own, and how to end it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const KINDS = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', md: 'text/markdown' };

export function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    fs.readFile(path.join(folder, name.endsWith('/') ? name + 'index.html' : name), (error, bytes) => {
      // A browser asks every host for an icon; the site has none and says so nowhere.
      if (error) { response.writeHead(name === '/favicon.ico' ? 204 : 404).end(); return; }
      const kind = KINDS[name.split('.').pop()] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': kind + '; charset=utf-8' }).end(bytes);
    });
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => {
    done({ root: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() });
  }));
}
