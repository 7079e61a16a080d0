// Concord: what reading gains from a script. Everything here is an addition; without it every page reads, links and prints. A classic
// script, because browsers do not load modules from the disk. Words come from <template> elements of the page, never from here.
(() => {
  'use strict';
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const made = id => { const t = document.getElementById(id); return t ? t.content.cloneNode(true) : null; };
  const keep = {
    get(key) { try { return localStorage.getItem('concord-' + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem('concord-' + key, value); } catch { /* a reader may forbid it */ } },
  };

  // Colours: as the system says until the reader chooses.
  const theme = keep.get('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

  let previews = {}, asked = null;
  window.concord = { previews(found) { previews = found; } };

  const ready = run => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', run) : run();

  function tools() {
    const parts = made('tools');
    if (!parts) return;
    const select = $('select[name=theme]', parts);
    select.value = root.dataset.theme || 'system';
    select.addEventListener('change', () => {
      if (select.value === 'system') delete root.dataset.theme; else root.dataset.theme = select.value;
      keep.set('theme', select.value);
    });
    const speak = $('select[name=lang]', parts), own = root.lang;
    $('.top').append(parts);
    // The interface in another language: only its own words change, never the text.
    const say = lang => {
      speak.value = lang;
      const script = document.createElement('script');
      window.concord.words = words => {
        for (const e of $$('[data-t]')) {
          const word = words[e.dataset.t], inner = e.localName === 'li' ? e.firstElementChild : e;
          if (!word) continue;
          inner.textContent = word;
          if (lang === own) { inner.removeAttribute('lang'); inner.removeAttribute('dir'); } else { inner.lang = lang; inner.dir = 'auto'; }
        }
      };
      script.src = speak.dataset.words + lang + '.js';
      document.head.append(script);
    };
    speak.addEventListener('change', () => { keep.set('lang', speak.value === own ? '' : speak.value); say(speak.value); });
    const chosen = keep.get('lang');
    if (chosen && chosen !== own && Array.from(speak.options).some(o => o.value === chosen)) setTimeout(() => say(chosen), 0);
  }

  // Contents follow the reader.
  function contents() {
    const links = new Map($$('.toc a').map(a => [decodeURIComponent(a.hash.slice(1)), a]));
    const headings = $$('.text :is(h2,h3,h4,h5,h6)').filter(h => links.has(h.id));
    if (!headings.length) return;
    if (matchMedia('(max-width: 67.99rem)').matches) $('.toc details').open = false;
    let here = null;
    const follow = () => {
      let at = null;
      for (const h of headings) { if (h.getBoundingClientRect().top < innerHeight * 0.3) at = h; else break; }
      const link = at && links.get(at.id);
      if (link === here) return;
      if (here) { here.classList.remove('here'); here.removeAttribute('aria-current'); }
      here = link;
      if (!here) return;
      here.classList.add('here');
      here.setAttribute('aria-current', 'true');
      const box = $('.toc');
      if (box.scrollHeight > box.clientHeight) {
        box.scrollTop = here.offsetTop - box.clientHeight / 2;
      }
    };
    let due = false;
    addEventListener('scroll', () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => { due = false; follow(); });
    }, { passive: true });
    follow();
  }

  // Go to a paragraph by its number.
  function jump() {
    const parts = made('jump');
    if (!parts || !$('.text .n')) return;
    const form = $('form', parts), input = $('input', parts), said = element('output');
    input.inputMode = 'numeric';
    form.append(said);
    form.addEventListener('submit', event => {
      event.preventDefault();
      const n = input.value.trim().replace(/[\uff10-\uff19]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
        .replace(/[\u0660-\u0669]/g, c => String(c.charCodeAt(0) - 0x660)).replace(/[^0-9a-z.]/gi, '');
      const place = document.getElementById('para-' + n) || document.getElementById('annex.para-' + n);
      said.textContent = place ? '' : form.dataset.none;
      if (!place) return;
      location.hash = '#' + place.id;
      const number = $('.n', place);
      if (number) number.focus({ preventScroll: true });
    });
    const toc = $('.toc');
    if (toc) toc.prepend(parts); else $('.reading').prepend(parts);
  }

  // Copy a paragraph as a citation: one button that goes where the reader is.
  function copy() {
    const text = $('.text'), parts = made('copy');
    if (!text || !parts || !text.dataset.cite) return;
    const button = $('button', parts), word = button.textContent;
    const go = event => {
      const place = event.target.closest && event.target.closest('.place.para');
      const number = place && place.id && $('.n', place);
      if (!number || button.previousElementSibling === number) return;
      button.textContent = word;
      button.dataset.n = number.hash.slice(1).replace(/^.*para-/, '');
      button.setAttribute('aria-label', word + ' ' + button.dataset.n);
      number.after(button);
    };
    text.addEventListener('pointerover', go);
    text.addEventListener('focusin', go);
    button.addEventListener('click', () => {
      const cite = text.dataset.cite.replace('{n}', button.dataset.n);
      const done = () => { button.textContent = button.dataset.done; button.setAttribute('aria-label', button.dataset.done + ': ' + cite); };
      const byHand = () => {
        const area = document.createElement('textarea');
        area.value = cite;
        area.setAttribute('readonly', '');
        area.className = 'out';
        document.body.append(area);
        area.select();
        if (document.execCommand('copy')) done();
        area.remove();
        button.focus();
      };
      if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(cite).then(done, byHand); else byHand();
    });
  }

  // Previews. Their texts lie in a script beside the page and are loaded when a reader first asks.
  function load() {
    const source = $('.text') && $('.text').dataset.previews;
    asked = asked || (source ? new Promise(done => {
      const script = document.createElement('script');
      script.src = source;
      script.onload = script.onerror = done;
      document.head.append(script);
    }) : Promise.resolve());
    return asked;
  }

  function element(name, className, text) {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  }

  // What a link shows: a note or paragraph of this page is copied from it, anything else comes from the previews.
  function body(link) {
    const href = link.getAttribute('href');
    if (href.startsWith('#')) {
      const place = document.getElementById(decodeURIComponent(href.slice(1)));
      if (!place || !place.matches('.note, .place')) return null;
      const copy = place.cloneNode(true);
      copy.removeAttribute('id');
      $$('[id]', copy).forEach(e => e.removeAttribute('id'));
      $$('.citers, .back, .copy', copy).forEach(e => e.remove());
      $$('a', copy).forEach(a => a.replaceWith(...a.childNodes));
      const parts = [];
      const all = element('div', 'same');
      all.append(...copy.childNodes);
      parts.push(all);
      return parts;
    }
    const p = previews[href];
    if (!p) return null;
    const parts = [];
    const head = element('p', 'head');
    head.append(element('bdi', 'symbol', p.s));
    if (p.m) head.append(' ', element('span', 'meta', p.m));
    const title = element('p', 'title', p.t);
    title.lang = p.l;
    title.dir = p.d;
    parts.push(head, title);
    if (p.x) {
      const text = element('p', 'said', p.x);
      text.lang = p.l;
      text.dir = p.d;
      if (p.p) text.prepend(element('b', 'where', p.p), ' ');
      parts.push(text);
    }
    if (p.u) parts.push(element('p', 'absent', $('.text').dataset.unheld));
    return parts;
  }

  function preview() {
    const text = $('.reading');
    if (!text) return;
    const box = element('div', 'preview');
    box.id = 'preview';
    box.setAttribute('role', 'tooltip');
    box.hidden = true;
    document.body.append(box);
    const wanted = 'a.cite, .ref a';
    let link = null, opening = 0, closing = 0, held = 0, swallow = false;

    const hide = () => {
      clearTimeout(opening);
      clearTimeout(closing);
      if (link) {
        link.removeAttribute('aria-describedby');
        if (link.dataset.why) link.title = link.dataset.why;
      }
      link = null;
      box.hidden = true;
    };
    const show = async target => {
      await load();
      const parts = body(target);
      if (!parts || (opening === 0 && link === target)) return;
      hide();
      link = target;
      // The native tooltip would lie over the preview; its words stand in the preview instead.
      if (link.title) { link.dataset.why = link.title; link.removeAttribute('title'); }
      box.replaceChildren(...parts);
      if (link.dataset.why) box.append(element('p', 'why', link.dataset.why));
      box.hidden = false;
      link.setAttribute('aria-describedby', 'preview');
      place(box, link);
    };
    const soon = (target, delay) => {
      clearTimeout(opening);
      clearTimeout(closing);
      if (target === link) return;
      opening = setTimeout(() => { show(target); }, delay);
    };
    const later = () => { clearTimeout(opening); clearTimeout(closing); closing = setTimeout(hide, 250); };

    const on = event => event.target.closest ? event.target.closest(wanted) : null;
    text.addEventListener('pointerover', event => {
      if (event.pointerType === 'touch') return;
      const target = on(event);
      if (target) { load(); soon(target, link ? 120 : 300); }
    });
    text.addEventListener('pointerout', event => { if (event.pointerType !== 'touch' && on(event)) later(); });
    box.addEventListener('pointerenter', () => clearTimeout(closing));
    box.addEventListener('pointerleave', later);
    text.addEventListener('focusin', event => {
      const target = on(event);
      if (target && target.matches(':focus-visible')) soon(target, 150);
    });
    text.addEventListener('focusout', event => { if (on(event)) later(); });
    addEventListener('keydown', event => { if (event.key === 'Escape' && !box.hidden) { hide(); event.preventDefault(); } });
    // A long press on a touch screen; the click that ends it does not follow the link.
    text.addEventListener('touchstart', event => {
      const target = on(event);
      clearTimeout(held);
      swallow = false;
      if (target) held = setTimeout(() => { swallow = true; show(target); }, 450);
    }, { passive: true });
    ['touchmove', 'touchcancel'].forEach(type => text.addEventListener(type, () => clearTimeout(held), { passive: true }));
    text.addEventListener('touchend', event => { clearTimeout(held); if (swallow) event.preventDefault(); });
    text.addEventListener('contextmenu', event => { if (swallow && on(event)) event.preventDefault(); });
    document.addEventListener('click', event => {
      if (!box.hidden && !box.contains(event.target) && !swallow) hide();
      swallow = false;
    });
    addEventListener('resize', hide);
  }

  // Below the link, or above it where there is no room; never beyond the window.
  function place(box, link) {
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    const room = root.clientWidth - 16, width = Math.min(box.offsetWidth, room);
    const wish = getComputedStyle(link).direction === 'rtl' ? at.right - width : at.left;
    const left = Math.max(8, Math.min(wish, root.clientWidth - width - 8));
    const above = at.bottom + box.offsetHeight + 12 > innerHeight && at.top > box.offsetHeight + 12;
    const top = above ? at.top - box.offsetHeight - 8 : link.getBoundingClientRect().bottom + 8;
    box.style.left = left + scrollX + 'px';
    box.style.top = top + scrollY + 'px';
  }

  // "Cited by": by year, body, type and verb.
  function filters() {
    const list = $('.cited-by'), parts = made('filters');
    if (!list || !parts || $$('.citing', list).length < 2) return;
    const form = $('form', parts), none = $('.no-match', parts);
    const of = { year: '.citing', body: '.citing', type: '.citing', verb: '.citing li' };
    const selects = $$('select', form);
    for (const select of selects) {
      const key = select.name;
      const values = new Map($$(of[key], list).filter(e => e.dataset[key])
        .map(e => [e.dataset[key], e.dataset[key + 'Name'] || e.dataset[key]]));
      const sorted = [...values].sort((a, b) => key === 'year' ? b[0].localeCompare(a[0]) : a[1].localeCompare(b[1], root.lang));
      for (const [value, name] of sorted) select.append(new Option(name, value));
      if (values.size < 2) select.closest('label').hidden = true;
    }
    if (selects.every(select => select.closest('label').hidden)) return;
    const apply = () => {
      const chosen = Object.fromEntries(selects.map(select => [select.name, select.value]));
      let left = 0;
      for (const citing of $$('.citing', list)) {
        let fits = ['year', 'body', 'type'].every(key => !chosen[key] || citing.dataset[key] === chosen[key]);
        let mentions = 0;
        for (const li of $$('li', citing)) {
          li.hidden = Boolean(chosen.verb) && li.dataset.verb !== chosen.verb;
          if (!li.hidden) mentions += 1;
        }
        fits = fits && mentions > 0;
        citing.hidden = !fits;
        if (fits) left += 1;
      }
      none.hidden = left > 0;
    };
    form.addEventListener('change', apply);
    form.addEventListener('submit', event => event.preventDefault());
    $('.citing', list).before(parts);
  }

  // Tables whose heads sort them.
  function sorting() {
    for (const table of $$('table.sortable')) {
      const rows = table.tBodies[0];
      $$('th', table).forEach((head, column) => {
        const button = element('button', 'sort', head.textContent);
        button.type = 'button';
        head.replaceChildren(button);
        button.addEventListener('click', () => {
          const down = head.getAttribute('aria-sort') === 'ascending';
          $$('th', table).forEach(th => th.removeAttribute('aria-sort'));
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          const value = row => { const cell = row.cells[column], time = $('time', cell); return time ? time.dateTime : cell.textContent.trim(); };
          const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
          const sorted = Array.from(rows.rows).sort((a, b) => compare(value(a), value(b)));
          if (down) sorted.reverse();
          rows.append(...sorted);
        });
      });
    }
  }

  // A place that the address names may lie in a closed part.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
  }

  ready(() => {
    [tools, jump, contents, copy, preview, filters, sorting, unfold].forEach(part => part());
    addEventListener('hashchange', unfold);
  });
})();
