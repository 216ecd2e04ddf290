// Places the search box where its script tag stands:
//   <script src="https://HOST/embed.js" data-title="…" async></script>
(function () {
  'use strict';
  const tag = document.currentScript;
  if (!tag) return;
  const address = new URL('/embed', tag.src);
  const frame = document.createElement('iframe');
  frame.src = address.href;
  frame.title = tag.dataset.title || '法规、规章和规范性文件查询';
  frame.loading = 'lazy';
  frame.referrerPolicy = 'no-referrer';
  // By property, so that a policy of the page against inline styles does not strip them.
  frame.style.display = 'block';
  frame.style.width = '100%';
  frame.style.maxWidth = '44rem';
  frame.style.height = '64px';
  frame.style.border = '0';
  frame.style.colorScheme = 'normal';
  tag.insertAdjacentElement('afterend', frame);
})();
