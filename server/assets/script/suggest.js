// Completions below the box: the combobox pattern of the ARIA Authoring Practices over GET /api/v1/suggest.
// Without this script the box is a plain form.
(function () {
  'use strict';
  const WAIT_MS = 120;
  const OPTIONS_MAX = 8;
  const QUERY_CHARS_MAX = 512;
  const FRAME_HEIGHT = 64;
  const FRAME_HEIGHT_MIN = 320;
  const KINDS = { alias: '又名', number: '文号', term: '词语' };

  function element(name, attributes, text) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    if (text) made.textContent = text;
    return made;
  }

  function complete(form, box) {
    const id = box.id + '-options';
    const list = element('ul', { id, role: 'listbox', class: 'options', 'aria-label': '建议' });
    const status = element('span', { role: 'status', class: 'hidden' });
    let options = [];
    let active = -1;
    let timer = 0;
    let request = null;
    let asked = box.value.trim();
    let grown = 0;

    list.hidden = true;
    // A search field may not be a combobox, a text field may (ARIA in HTML).
    box.type = 'text';
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', id);
    box.setAttribute('aria-expanded', 'false');
    form.append(list, status);

    function mark(index) {
      if (options[active]) options[active].setAttribute('aria-selected', 'false');
      active = index;
      if (!options[active]) {
        box.removeAttribute('aria-activedescendant');
        return;
      }
      options[active].setAttribute('aria-selected', 'true');
      options[active].scrollIntoView({ block: 'nearest' });
      box.setAttribute('aria-activedescendant', options[active].id);
    }

    // In a frame of another site the list needs room, which only that site can give.
    function grow() {
      if (!form.hasAttribute('data-framed') || window.parent === window) return;
      const end = list.hidden ? form : list;
      const height = Math.ceil(end.getBoundingClientRect().bottom + 8);
      if (height === grown) return;
      grown = height;
      window.parent.postMessage({ tongchaHeight: height }, '*');
    }

    function close() {
      clearTimeout(timer);
      if (request) request.abort();
      request = null;
      mark(-1);
      list.hidden = true;
      box.setAttribute('aria-expanded', 'false');
      grow();
    }

    function choose(option) {
      box.value = option.dataset.text;
      close();
      form.requestSubmit();
    }

    function show(suggestions) {
      mark(-1);
      options = suggestions.slice(0, OPTIONS_MAX).map((suggestion, index) => {
        const option = element('li', { id: id + '-' + index, role: 'option', 'aria-selected': 'false' });
        option.dataset.text = suggestion.text;
        // What is asked stays as it is; what is read may be in other characters.
        option.append(element('span', {}, suggestion.shown || suggestion.text));
        const beside = suggestion.kind === 'number' ? '' : suggestion.number;
        const more = beside || KINDS[suggestion.kind];
        if (more) option.append(' ', element('small', {}, more));
        return option;
      });
      list.replaceChildren(...options);
      list.hidden = options.length === 0;
      box.setAttribute('aria-expanded', String(!list.hidden));
      grow();
      status.textContent = options.length ? options.length + ' 条建议，用上下方向键选择' : '';
    }

    async function ask() {
      const typed = box.value.trim();
      if (typed === asked && !list.hidden) return;
      asked = typed;
      if (request) request.abort();
      if (!typed || typed.length > QUERY_CHARS_MAX) {
        show([]);
        return;
      }
      const current = new AbortController();
      request = current;
      try {
        const script = document.documentElement.lang === 'zh-Hant' ? '&script=hant' : '';
        const address = '/api/v1/suggest?limit=' + OPTIONS_MAX + script + '&q=' + encodeURIComponent(typed);
        const answer = await fetch(address, { signal: current.signal, headers: { accept: 'application/json' } });
        // A refused or failed completion is none: the box goes on working.
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (request === current && document.activeElement === box) show(found);
      } catch (error) {
        if (error.name !== 'AbortError' && request === current) show([]);
      }
    }

    function askSoon() {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    }

    function move(event) {
      // Keys belong to the input method while it composes; 229 is how older browsers say so.
      if (event.isComposing || event.keyCode === 229) return;
      const last = options.length - 1;
      const isOpen = !list.hidden;
      const turn = (index) => {
        event.preventDefault();
        mark(index);
      };
      if (event.key === 'ArrowDown') {
        if (isOpen) turn(active >= last ? 0 : active + 1);
        else askSoon();
      } else if (event.key === 'ArrowUp' && isOpen) {
        turn(active <= 0 ? last : active - 1);
      } else if (event.key === 'Home' && active >= 0) {
        turn(0);
      } else if (event.key === 'End' && active >= 0) {
        turn(last);
      } else if (event.key === 'Enter' && options[active]) {
        event.preventDefault();
        choose(options[active]);
      } else if (event.key === 'Escape' && isOpen) {
        event.preventDefault();
        close();
      }
    }

    box.addEventListener('input', (event) => {
      if (!event.isComposing) askSoon();
    });
    box.addEventListener('compositionend', askSoon);
    box.addEventListener('keydown', move);
    box.addEventListener('blur', close);
    form.addEventListener('submit', close);
    // The box keeps the focus while an option is pressed.
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) choose(option);
    });
  }

  document.querySelectorAll('form.search').forEach((form) => {
    const box = form.querySelector('input[name=q]');
    if (!box) return;
    if (!form.hasAttribute('data-framed') || window.parent === window || window.innerHeight >= FRAME_HEIGHT_MIN) {
      complete(form, box);
      return;
    }
    // A frame of 64 pixels has no room for a list unless it grows: whoever placed it answers if it does.
    window.addEventListener('message', function listens(event) {
      if (event.source !== window.parent || !event.data || event.data.tongchaGrows !== true) return;
      window.removeEventListener('message', listens);
      complete(form, box);
    });
    window.parent.postMessage({ tongchaHeight: FRAME_HEIGHT }, '*');
  });
})();
