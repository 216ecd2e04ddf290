// The page of a document, made handier: what a citation leads to, copying, going from mark to mark, where one is in the
// outline. All of it works without: as plain links and anchors. What comes from elsewhere is only ever set as text.
(() => {
  'use strict';
  const text = document.querySelector('.document .text');
  if (!text) return;

  const element = (name, className, content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (content) made.textContent = content;
    return made;
  };
  const button = (label, act) => {
    const made = element('button', '', label);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };

  // ---- Places on another page of a long text ----

  // An address may name a place that stands on another page: what stands behind # is not sent to the server. The outline
  // knows where divisions are, the server where articles are.
  const turn = () => {
    const { hash } = location;
    if (!text.dataset.pages || !hash || document.getElementById(decodeURIComponent(hash.slice(1)))) return;
    const known = [...document.querySelectorAll('#outline a')].find((link) => link.hash === hash);
    if (known) location.replace(known.href);
    else if (hash.startsWith('#art-')) {
      const asked = new URLSearchParams(location.search);
      // Asked already, and not held.
      if (asked.get('at') === hash.slice(5)) return;
      asked.delete('page');
      asked.set('at', hash.slice(5));
      location.replace(`${location.pathname}?${asked}${hash}`);
    }
  };
  turn();
  window.addEventListener('hashchange', turn);

  // ---- Copying ----

  const said = element('p', 'toast');
  said.setAttribute('role', 'status');
  document.body.append(said);
  let silence;
  const say = (words) => {
    said.textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => (said.textContent = ''), 4000);
  };

  // The clipboard of the browser is there on secure pages only; many sites inside of an office are not.
  const copyOldWay = (words) => {
    const area = element('textarea', 'hidden');
    area.value = words;
    area.setAttribute('readonly', '');
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  };
  const copy = async (words, what) => {
    let done;
    try {
      await navigator.clipboard.writeText(words);
      done = true;
    } catch {
      done = copyOldWay(words);
    }
    // What is short is said again; a whole article is not.
    const shown = words.length > 80 ? `${words.slice(0, 80)}…` : words;
    say(done ? `已复制${what}：${shown}` : `没能复制，请选中后复制：${shown}`);
  };

  const { title, address } = text.dataset;
  const labelOf = (article) => article.querySelector('.n')?.textContent ?? '';
  const equip = (event) => {
    const article = event.target.closest?.('.art');
    const own = article?.querySelector('.n');
    // What has no page of its own has no tools.
    if (!own || own.pathname === location.pathname || article.querySelector('.tools')) return;
    const label = labelOf(article);
    const open = element('a', '', '单独查看');
    open.href = own.href;
    open.setAttribute('aria-label', `单独查看${label}`);
    const link = button('复制链接', () => copy(`${address}${text.dataset.pages ? `?at=${article.id.slice(4)}` : ''}#${article.id}`, '链接'));
    link.setAttribute('aria-label', `复制${label}的链接`);
    const cite = button('复制引文', () => copy(title + label, '引文'));
    cite.setAttribute('aria-label', `复制${label}的引文`);
    const tools = element('p', 'tools');
    tools.append(open, link, cite);
    article.append(tools);
  };
  for (const kind of ['pointerover', 'focusin', 'click']) text.addEventListener(kind, equip);

  // The page of one article is all article: its tools stand below it, where room is kept for them.
  document.querySelector('.single .copying')?.append(
    button('复制链接', () => copy(address, '链接')),
    button('复制引文', () => copy(title + text.dataset.label, '引文')),
    button('复制条文', () => copy(text.innerText.trim(), '条文')),
  );

  for (const line of document.querySelectorAll('.cite > div')) {
    const [name, words] = [line.querySelector('dt').textContent, line.querySelector('dd').textContent];
    const made = button('复制', () => copy(words, name));
    made.setAttribute('aria-label', `复制${name}`);
    // A list of names and values has nothing else in it.
    const cell = element('dd', 'copy');
    cell.append(made);
    line.append(cell);
  }

  // ---- From mark to mark ----

  const marks = [...text.querySelectorAll('mark')];
  const marked = document.getElementById('marked');
  if (marks.length && marked) {
    let at = -1;
    const here = text.dataset.pages ? '本页' : '';
    const place = element('output', '', `${here || '共'} ${marks.length} 处`);
    const go = (step) => {
      if (at < 0) {
        // From where one reads, not from the top.
        const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
        at = step > 0 ? Math.max(below, 0) : Math.max(below - 1, 0);
      } else {
        marks[at].classList.remove('is-current');
        at = (at + step + marks.length) % marks.length;
      }
      marks[at].classList.add('is-current');
      marks[at].scrollIntoView({ block: 'center' });
      const article = marks[at].closest('.art');
      const label = article ? labelOf(article) : '';
      place.textContent = `${here}第 ${at + 1} / ${marks.length} 处${label ? `　${label}` : ''}`;
    };
    const bar = element('div', 'mark-bar');
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', '在标出的词语之间移动，也可用上下方向键');
    const close = button('关闭', () => {
      bar.remove();
      document.body.classList.remove('has-mark-bar');
      marked.querySelector('a')?.focus({ preventScroll: true });
    });
    bar.append(button('上一处', () => go(-1)), place, button('下一处', () => go(1)), close);
    // Keys count while the bar has the focus only: elsewhere they scroll.
    bar.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === 'Escape') close.click();
      else if (step) go(step);
      else return;
      event.preventDefault();
    });
    marked.after(bar);
    document.body.classList.add('has-mark-bar');
  }

  // ---- Where one is in the outline ----

  const outline = document.getElementById('outline');
  if (outline) {
    const entries = [...outline.querySelectorAll('a')]
      .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter((entry) => entry.target);
    outline.addEventListener('click', (event) => {
      if (event.target.closest('a') && outline.matches(':popover-open')) outline.hidePopover();
    });
    let current;
    const update = () => {
      const line = window.innerHeight * 0.3;
      let found;
      for (const entry of entries) {
        if (entry.target.getBoundingClientRect().top > line) break;
        found = entry;
      }
      if (found === current) return;
      current?.link.removeAttribute('aria-current');
      current = found;
      if (!current) return;
      current.link.setAttribute('aria-current', 'true');
      const [frame, own] = [outline.getBoundingClientRect(), current.link.getBoundingClientRect()];
      if (own.top < frame.top || own.bottom > frame.bottom) {
        outline.scrollTop += own.top - frame.top - frame.height / 2;
      }
    };
    if ('IntersectionObserver' in window) {
      const observer = new IntersectionObserver(update, { rootMargin: '0px 0px -70% 0px' });
      for (const { target } of entries) observer.observe(target);
    }
  }

  // ---- What a citation leads to ----

  const WAIT_MS = 250;
  const known = new Map();
  let card;
  let shownFor;
  let timer;
  let touched = false;

  // The words of an article on this page, as `/doc/{id}/preview` would give them.
  const fromPage = (id) => {
    const article = document.getElementById(id);
    if (!article?.matches('.art')) return null;
    const lines = [...article.querySelectorAll('p:not(.tools):not(.onward)')].map((line) => line.textContent.trim());
    const words = lines.join('\n');
    return { title: '本文件', label: labelOf(article), text: words.length > 240 ? `${words.slice(0, 240)}…` : words };
  };
  const look = async (link) => {
    const url = new URL(link.href);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (url.pathname === location.pathname) {
      const own = fromPage(anchor);
      if (own || !text.dataset.pages) return own;
    }
    if (url.origin !== location.origin || !/^\/doc\/[^/]+$/.test(url.pathname)) return null;
    const asked = new URLSearchParams();
    if (anchor.startsWith('art-')) asked.set('n', anchor.slice(4));
    const day = url.searchParams.get('as_of');
    if (day) asked.set('as_of', day);
    const from = `${url.pathname}/preview?${asked}`;
    if (!known.has(from)) {
      const answer = fetch(from, { headers: { accept: 'application/json' } });
      known.set(from, answer.then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return known.get(from);
  };
  const hide = () => {
    clearTimeout(timer);
    shownFor?.removeAttribute('aria-describedby');
    card?.remove();
    card = shownFor = undefined;
  };
  const put = (link) => {
    // Beside the line that holds the link, inside of the window: nothing on the page moves.
    const line = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const [wide, high] = [document.documentElement.clientWidth, window.innerHeight];
    const { width, height } = card.getBoundingClientRect();
    const below = line.bottom + 4;
    const top = below + height > high - 8 && line.top - height - 4 > 8 ? line.top - height - 4 : below;
    card.style.top = `${Math.max(8, Math.min(top, high - height - 8))}px`;
    card.style.left = `${Math.max(8, Math.min(line.left, wide - width - 8))}px`;
  };
  const show = async (link) => {
    if (shownFor === link) return;
    hide();
    shownFor = link;
    const found = await look(link);
    if (!found || shownFor !== link) return;
    card = element('div', 'preview');
    card.id = 'preview';
    const head = element('p', 'what');
    head.append(element('strong', '', [found.title, found.label].filter(Boolean).join(' ')));
    if (found.state) head.append(' ', element('span', `badge ${found.class}`, found.state));
    card.append(head);
    if (found.number) card.append(element('p', 'hint', found.number));
    if (found.text) card.append(element('p', 'words', found.text));
    const open = element('a', '', '打开');
    open.href = link.href;
    open.tabIndex = -1;
    card.append(open);
    card.addEventListener('pointerenter', () => clearTimeout(timer));
    card.addEventListener('pointerleave', later(hide));
    document.body.append(card);
    link.setAttribute('aria-describedby', 'preview');
    put(link);
  };
  const later = (act) => () => {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT_MS);
  };
  const refOf = (event) => event.target.closest?.('a.ref');

  text.addEventListener('pointerover', (event) => {
    const link = refOf(event);
    if (link && event.pointerType === 'mouse') later(() => show(link))();
  });
  text.addEventListener('pointerout', (event) => {
    if (refOf(event) && event.pointerType === 'mouse') later(hide)();
  });
  text.addEventListener('focusin', (event) => {
    const link = refOf(event);
    if (link?.matches(':focus-visible')) later(() => show(link))();
  });
  text.addEventListener('focusout', (event) => {
    if (refOf(event)) later(hide)();
  });
  document.addEventListener('pointerdown', (event) => {
    touched = event.pointerType === 'touch';
    if (card && !card.contains(event.target) && refOf(event) !== shownFor) hide();
  });
  // A finger cannot hover: the first tap shows, the second one follows.
  text.addEventListener('click', (event) => {
    const link = refOf(event);
    if (!link || !touched || shownFor === link) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && shownFor) hide();
  });
  window.addEventListener('scroll', () => card && !touched && hide(), { passive: true });
})();
