// Concord: what every page gains from a script. Everything here is an addition; without it every page reads, links and prints. Classic
// scripts, because browsers do not load modules from the disk. Words come from the page and from `words.XX.js`, never from here.
(() => {
  'use strict';
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const made = id => { const t = document.getElementById(id); return t ? t.content.cloneNode(true) : null; };
  const ready = run => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', run) : run();
  const keep = {
    get(key) { try { return localStorage.getItem('concord-' + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem('concord-' + key, value); } catch { /* a reader may forbid it */ } },
  };
  function element(name, className, text) {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  }
  // A script of the site; it calls back by a name of `concord`. The disk has no fetch.
  const load = src => new Promise(done => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = script.onerror = done;
    document.head.append(script);
  });
  window.concord = { $, $$, made, ready, element, load };

  // Colours: as the system says until the reader chooses.
  const theme = keep.get('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

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
    const say = lang => {
      speak.value = lang;
      document.dispatchEvent(new Event('concord-language'));
      window.concord.words = labels => { if (speak.value === lang) inWords(labels, lang, own); };
      load(speak.dataset.words + lang + '.js');
    };
    speak.addEventListener('change', () => { keep.set('lang', speak.value === own ? '' : speak.value); say(speak.value); });
    const chosen = keep.get('lang');
    if (chosen && chosen !== own && Array.from(speak.options).some(o => o.value === chosen)) setTimeout(() => say(chosen), 0);
  }

  // What runs as the language of the interface does. A text keeps its own direction, and on its page so do the boxes that stand in line with it:
  // what is in them turns.
  const INTERFACE = '.top, .path, .foot, :is(.home, .listing, .search-page, .missing, .absent) > main, .document .masthead > :not(h1, .symbol), '
    + '.document main > :is(.related, .cited-by) > *, .series > a, .jump';
  function directionOf(words) {
    const probe = element('bdi', '', words);
    document.body.append(probe);
    const { direction } = getComputedStyle(probe);
    probe.remove();
    return direction;
  }

  // 六十七, 十一, 一百零五: as the program writes them.
  function chinese(n) {
    const figure = i => '零一二三四五六七八九'[i], hundreds = Math.floor(n / 100), tens = Math.floor(n / 10) % 10, ones = n % 10;
    return (hundreds ? figure(hundreds) + '百' : '') + (tens > 1 || (tens && hundreds) ? figure(tens) : '')
      + (tens ? '十' : hundreds && ones ? '零' : '') + (ones ? figure(ones) : '');
  }

  // The interface in another language: its words, counted things and dates; never the text.
  let again = null;
  function inWords(labels, lang, own) {
    again = () => inWords(labels, lang, own);
    // `home`, `bodies.A`, `sitting.session=63`: a word by its path, with the number that stands in it. A body's id may have a dot of its own.
    const word = key => {
      const both = key.split('|').map(one);
      return both.every(Boolean) ? both.join(key.startsWith('place.') ? labels.comma : labels.joiner) : undefined;
    };
    const one = key => {
      const [, kind, name, n] = /^(?:(\w+)\.)?([^=]*)(?:=(.*))?$/.exec(key), words = (kind ? labels[kind] : labels.words) || {};
      // A body without a name is called by its id in every language, and some languages have a word of its own for the first session.
      const found = n === '1' && words['first_' + name] || words[name] || (kind === 'bodies' ? name : undefined);
      return found && n !== undefined ? found.replace('{n}', kind === 'sitting' && name !== 'year' ? ordinal(n) : n) : found;
    };
    const ordinal = n => labels.numerals === 'chinese' && n > 0 && n < 1000 ? chinese(Number(n)) : n;
    const direction = directionOf(labels.name);
    const all = selector => [document, ...$$('template').map(t => t.content)].flatMap(from => $$(selector, from));
    const put = (e, text) => {
      if (!text) return;
      e.textContent = text;
      if (lang === own) { e.removeAttribute('lang'); e.removeAttribute('dir'); } else { e.lang = lang; e.dir = direction; }
    };
    const figures = n => {
      const printed = String(n);
      return printed.length < labels.group.from ? printed : printed.replace(/\B(?=(\d{3})+$)/g, labels.group.mark);
    };
    const plural = new Intl.PluralRules(lang);
    // Numbers without a word; those beside what lies on further pages are years.
    for (const e of $$('.count:not(:has(*), .elsewhere *)')) e.textContent = e.textContent.replace(/\d[\d,.\s]*/, n => figures(n.replace(/\D/g, '')));
    for (const e of $$(INTERFACE)) e.dir = direction;
    for (const e of all('[data-t]')) {
      const inner = /^(li|th)$/.test(e.localName) && e.firstElementChild || e;
      put(inner, word(e.dataset.t));
    }
    $$('table.sortable').forEach(named);
    for (const e of all('[data-ta]')) {
      for (const pair of e.dataset.ta.split(' ')) {
        const [attribute, key] = pair.split(':');
        if (word(key)) e.setAttribute(attribute, word(key));
      }
    }
    for (const e of all('[data-count]')) {
      const forms = labels.count[e.dataset.count], n = Number(e.dataset.n);
      put(e, (forms[plural.select(n)] || forms.other).replace('{n}', figures(n)));
    }
    for (const e of all('time[datetime]')) {
      const [year, month, day] = e.dateTime.split('-').map(Number);
      put(e, day ? labels.date.full.replace('{day}', day === 1 && labels.date.first_day || day)
        .replace('{month}', labels.date.months[month - 1]).replace('{year}', year) : labels.sitting.year.replace('{n}', year));
    }
    for (const e of $$('.filters')) e.dispatchEvent(new Event('change'));
  }

  // "Cited by": by year, body, type and verb. Where the list is spread over pages, a script beside them tells of all.
  function filters() {
    const list = $('.cited-by'), parts = made('filters');
    if (!list || !parts) return;
    const here = $$('.citing', list).map(e => ({
      e, year: e.dataset.year, body: e.dataset.body, type: e.dataset.type, name: $('.symbol', e).textContent + ' ' + $('q', e).lang,
      verb: $$('li[data-verb]', e).map(li => li.dataset.verb),
    }));
    const names = {};
    for (const li of $$('.citing li[data-verb]', list)) names[li.dataset.verb] = li.dataset.verbName;
    if (!list.dataset.all) { form(list, parts, here, names); return; }
    const current = list.dataset.all.replace(/cited\.js$/, '');
    window.concord.cited = found => {
      const on = location.pathname.split('/').pop();
      const rest = found.rows.filter(row => decodeURIComponent(found.leaves[row[0]]) !== decodeURIComponent(on)).map(row => ({
        href: found.leaves[row[0]] + '#' + row[1], symbol: row[2], year: row[3].slice(0, 4), body: found.bodies[row[4]],
        type: found.types[row[5]], verb: row[6], name: row[2] + ' ' + row[7],
      }));
      form(list, parts, here.concat(rest), Object.assign(names, found.verbs));
    };
    load(current + 'cited.js');
  }

  function form(list, parts, rows, names) {
    if (rows.length < 2) return;
    // The words that name a value, so that it can be said in another language.
    const said = new Map();
    for (const row of rows) {
      if (!row.e) continue;
      said.set(row.body, $('.meta [data-t^="bodies."]', row.e)).set(row.type, $('.meta [data-t^="doc_type."]', row.e));
    }
    const form = $('form', parts), none = $('.no-match', parts), elsewhere = $('.elsewhere', parts), left = element('output', 'left');
    const whole = $('#cited-by-heading .count', list), total = Number($('[data-count]', whole).dataset.n);
    elsewhere.append(element('ul'));
    form.append(left);
    const selects = $$('select', form);
    for (const select of selects) {
      const key = select.name;
      const values = [...new Set(rows.flatMap(row => row[key] || []))].map(value => [value, key === 'verb' ? names[value] : value]);
      values.sort((a, b) => key === 'year' ? b[0].localeCompare(a[0]) : a[1].localeCompare(b[1], root.lang));
      for (const [value, name] of values) {
        const option = new Option(name, value), word = (key === 'body' || key === 'type') && said.get(value);
        if (word) option.dataset.t = word.dataset.t;
        select.append(option);
      }
      if (values.length < 2) select.closest('label').hidden = true;
    }
    if (selects.every(select => select.closest('label').hidden)) return;
    const apply = () => {
      const chosen = Object.fromEntries(selects.map(select => [select.name, select.value]));
      const any = Object.values(chosen).some(Boolean), found = element('ul');
      // A document with very many mentions has several rows.
      const fitting = new Set();
      for (const row of rows) {
        const fits = ['year', 'body', 'type'].every(key => !chosen[key] || row[key] === chosen[key])
          && (!chosen.verb || row.verb.includes(chosen.verb));
        if (fits) fitting.add(row.name);
        if (row.e) {
          row.e.hidden = !fits;
          for (const li of $$('li', row.e)) li.hidden = Boolean(chosen.verb) && li.dataset.verb !== chosen.verb;
        } else if (fits && any) {
          const item = element('li'), link = element('a');
          link.href = row.href;
          link.append(element('bdi', '', row.symbol));
          item.append(link, ' ', element('span', 'count', row.year));
          found.append(item);
        }
      }
      none.hidden = fitting.size > 0;
      // What the head counts is all; while a filter holds, how many are left of them stands in its place.
      whole.hidden = any;
      left.textContent = any ? form.dataset.left.replace('{n}', fitting.size).replace('{total}', total) : '';
      elsewhere.hidden = !found.firstChild;
      $('ul', elsewhere).replaceWith(found);
    };
    form.addEventListener('change', apply);
    form.addEventListener('submit', event => event.preventDefault());
    $('.citing', list).before(form, none);
    $$('.citing', list).pop().after(elsewhere);
    if (again) again();
  }

  // A picture of years that is wider than its box shows the last ones.
  function pictures() {
    for (const box of $$('.figure .scroll')) box.scrollLeft = box.scrollWidth;
  }

  // Where a table has no room its rows are cards, in which a number needs its name.
  function named(table) {
    $$('th.number', table).forEach(head => {
      for (const row of table.tBodies[0].rows) row.cells[head.cellIndex].dataset.name = head.textContent;
    });
  }

  // Tables whose heads sort them.
  function sorting() {
    for (const table of $$('table.sortable')) {
      const rows = table.tBodies[0];
      named(table);
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
    [tools, filters, pictures, sorting, unfold].forEach(part => part());
    addEventListener('hashchange', unfold);
  });
})();
