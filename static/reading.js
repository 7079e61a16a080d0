// Concord: what reading one document gains from a script: contents that follow, a jump to a paragraph, citations to copy, notes in the
// margin, previews of links. In: the page. Out: the same page with these. Needs `concord.js` before it.
(() => {
  'use strict';
  const { $, $$, made, ready, element, load } = window.concord;
  const root = document.documentElement;

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
      // Where the text itself has none of that number, the first annex that has.
      const place = document.getElementById('para-' + n) || $$('.place[id^=annex]').find(p => p.id.endsWith('.para-' + n));
      said.textContent = place ? '' : form.dataset.none;
      if (!place) return;
      location.hash = '#' + place.id;
      const number = $('.n', place);
      if (number) number.focus({ preventScroll: true });
    });
    const toc = $('.toc');
    if (toc) toc.prepend(parts); else $('.reading').prepend(parts);
  }

  // How a place is cited, in the language of the text: A/64/123, annex II, para. 3.
  function citation(place) {
    const { symbol, comma, para, annex, annexN } = $('.text').dataset;
    const [, annexed, label, n] = /^(annex(?:-(.+?))?\.)?para-(.+)$/.exec(place.id) || [];
    const parts = [symbol];
    if (annexed) parts.push(label ? annexN.replace('{n}', label) : annex);
    parts.push(n ? para.replace('{n}', n) : $('.n', place).getAttribute('aria-label'));
    return parts.join(comma);
  }

  // Its words, without marks and margins.
  function words(place) {
    const copy = place.cloneNode(true);
    $$('.n, .copy, .citers, .ref', copy).forEach(e => e.remove());
    return $$('p', copy).map(p => p.textContent.trim().replace(/\s+/g, ' ')).join(' ');
  }

  // Copy a paragraph as a citation, or its words with it: buttons that go where the reader is. For the keyboard a paragraph is one stop, its
  // number; the buttons follow it where that has been chosen.
  function copy() {
    const text = $('.text'), parts = made('copy');
    if (!text || !parts || !text.dataset.symbol) return;
    const bar = $('.copy', parts), buttons = $$('button', bar), said = element('output');
    bar.id = 'copy-bar';
    bar.append(said);
    let place = null, number = null;
    const open = yes => {
      bar.classList.toggle('open', yes);
      for (const button of buttons) button.tabIndex = yes ? 0 : -1;
      if (number) number.setAttribute('aria-expanded', yes);
    };
    const go = event => {
      const to = event.target.closest && event.target.closest('.place[id]'), next = to && $('.n', to);
      // Who uses the buttons keeps them, wherever the pointer lies.
      if (!next || to === place || bar.contains(document.activeElement)) return;
      for (const name of ['aria-expanded', 'aria-controls', 'title']) if (number) number.removeAttribute(name);
      [place, number] = [to, next];
      said.textContent = '';
      number.setAttribute('aria-controls', bar.id);
      number.title = buttons[0].textContent;
      number.after(bar);
      open(false);
    };
    text.addEventListener('pointerover', go);
    text.addEventListener('focusin', go);
    text.addEventListener('click', event => {
      if (!event.target.closest('.n')) return;
      go(event);
      open(true);
      // The browser begins anew at the place that the number leads to; the keyboard goes on from the number, at once: Tab may follow.
      if (event.detail !== 0) return;
      event.preventDefault();
      location.hash = number.hash;
      number.focus({ preventScroll: true });
      open(true);
    });
    text.addEventListener('focusout', event => { if (place && !place.contains(event.relatedTarget)) open(false); });
    bar.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      said.textContent = '';
      let cite = citation(place);
      if (button.matches('.whole')) {
        const link = $('link[rel=canonical]');
        cite = text.dataset.quote.replace('{n}', words(place)).replace('{cite}', cite) + (link ? '\n' + link.href + '#' + place.id : '');
      }
      const done = () => { said.textContent = bar.dataset.done + ' ' + citation(place); };
      const byHand = () => {
        const area = element('textarea', 'out');
        area.value = cite;
        area.setAttribute('readonly', '');
        document.body.append(area);
        area.select();
        open(true);
        if (document.execCommand('copy')) done();
        area.remove();
        button.focus();
      };
      if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(cite).then(done, byHand); else byHand();
    });
  }

  // On a wide screen notes stand beside their marks, and under who cites the paragraph. Where the margin is too short for them, they
  // stay under the text.
  function margins() {
    const reading = $('.reading'), wide = matchMedia('screen and (min-width: 80rem)');
    const notes = $$('.note', reading).map(note => [note, $('.back', note)])
      .filter(([, back]) => back).map(([note, back]) => [note, document.getElementById(decodeURIComponent(back.hash.slice(1)))])
      .filter(([, mark]) => mark && !mark.closest('.note'));
    const citers = $$('.citers', reading);
    for (const [note] of notes) note.classList.add('side');
    if (!notes.length && !citers.length) return;
    const far = 700, gap = 14;
    const lay = () => {
      root.classList.remove('beside');
      for (const e of citers.concat(notes.map(([note]) => note))) e.style.removeProperty('--at');
      if (!wide.matches) return;
      const beside = notes.length > 0 && stack(true);
      if (!beside) { root.classList.remove('beside'); stack(false); }
    };
    const stack = withNotes => {
      root.classList.toggle('beside', withNotes);
      const from = reading.getBoundingClientRect().top;
      const boxes = citers.map(e => {
        const place = e.closest('.place').getBoundingClientRect().top;
        return { e, want: place, base: place, tall: e.offsetHeight };
      });
      if (withNotes) for (const [e, mark] of notes) boxes.push({ e, want: mark.getBoundingClientRect().top - 4, base: from, tall: e.offsetHeight });
      boxes.sort((a, b) => a.want - b.want);
      let free = -Infinity, worst = 0;
      for (const box of boxes) {
        box.at = Math.max(box.want, free);
        worst = Math.max(worst, box.at - box.want);
        free = box.at + box.tall + gap;
      }
      if (withNotes && (worst > far || free > $('.text').getBoundingClientRect().bottom + far)) return false;
      for (const box of boxes) box.e.style.setProperty('--at', box.at - box.base + 'px');
      return true;
    };
    lay();
    let due = 0;
    new ResizeObserver(() => { cancelAnimationFrame(due); due = requestAnimationFrame(lay); }).observe($('.text'));
    wide.addEventListener('change', lay);
  }

  // Previews. Their texts lie in a script beside the page and are loaded when a reader first asks.
  let previews = {}, asked = null;
  window.concord.previews = found => { previews = found; };
  function ask() {
    const source = $('.text') && $('.text').dataset.previews;
    asked = asked || (source ? load(source) : Promise.resolve());
    return asked;
  }

  // What a text says where it cites this paragraph: it stands on the page, under "cited by".
  function citing(href) {
    const at = $$('.citing .place-link').find(link => link.getAttribute('href') === href);
    if (!at) return null;
    const section = at.closest('.citing'), head = element('p', 'head'), date = $('.meta time', section);
    head.append(element('bdi', 'symbol', $('h3 .symbol', section).textContent));
    if (date) head.append(' ', element('span', 'meta', date.textContent));
    const said = element('p', 'said'), quote = $('q', at.parentElement).cloneNode(true);
    said.lang = quote.lang;
    said.dir = quote.dir;
    said.append(element('b', 'where', at.textContent), ' ', ...quote.childNodes);
    const title = $('h3 .title', section);
    return title ? [head, Object.assign(element('p', 'title', title.textContent), { lang: title.lang, dir: title.dir }), said] : [head, said];
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
    if (link.matches('.citers a')) return citing(href);
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
    const wanted = 'a.cite, .ref a, .citers a';
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
      await ask();
      const parts = body(target);
      if (!parts || (opening === 0 && link === target)) return;
      hide();
      link = target;
      // The native tooltip would lie over the preview; its words stand in the preview instead.
      if (link.title) { link.dataset.why = link.title; link.removeAttribute('title'); }
      box.replaceChildren(...parts);
      if (link.dataset.why && link.matches('.cite')) box.append(element('p', 'why', link.dataset.why));
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
    // The note that stands beside its mark, wholly in the window: to show it once more would only cover the text.
    const standing = target => {
      const note = target.matches('.ref a') && document.getElementById(decodeURIComponent(target.hash.slice(1)));
      if (!note || !note.matches('.beside .side')) return null;
      const at = note.getBoundingClientRect();
      return at.top >= 0 && at.bottom <= innerHeight ? note : null;
    };
    text.addEventListener('pointerover', event => {
      if (event.pointerType === 'touch') return;
      const target = on(event);
      if (!target) return;
      const note = standing(target);
      if (note) note.classList.add('meant'); else { ask(); soon(target, link ? 120 : 300); }
    });
    text.addEventListener('pointerout', event => {
      if (event.pointerType === 'touch' || !on(event)) return;
      $$('.note.meant').forEach(note => note.classList.remove('meant'));
      later();
    });
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
    text.addEventListener('touchend', event => { clearTimeout(held); if (swallow) { event.preventDefault(); swallow = false; } });
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

  ready(() => [contents, jump, copy, margins, preview].forEach(part => part()));
})();
