// Places the search box where its script tag stands:
//   <script src="https://HOST/embed.js" data-title="…" data-region="520000" async></script>
// `data-region` is the place whose documents come first, by its code of GB/T 2260.
(function () {
  'use strict';
  const tag = document.currentScript;
  if (!tag) return;
  const HEIGHT = 64;
  const HEIGHT_MAX = 520;
  const address = new URL('/embed', tag.src);
  if (tag.dataset.region) address.searchParams.set('near', tag.dataset.region);
  const frame = document.createElement('iframe');
  frame.src = address.href;
  frame.title = tag.dataset.title || '法规、规章和规范性文件查询';
  frame.loading = 'lazy';
  frame.referrerPolicy = 'no-referrer';
  // The frame grows over the page while completions are shown; the place that it takes stays the same.
  const place = document.createElement('div');
  // By property, so that a policy of the page against inline styles does not strip them.
  Object.assign(place.style, { position: 'relative', height: HEIGHT + 'px', maxWidth: '44rem' });
  Object.assign(frame.style, {
    position: 'absolute',
    top: '0',
    left: '0',
    width: '100%',
    height: HEIGHT + 'px',
    border: '0',
    colorScheme: 'normal',
    zIndex: '10',
  });
  place.append(frame);
  tag.insertAdjacentElement('afterend', place);
  // How high the box wants to be; it asks first whether somebody listens.
  window.addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    const asked = event.data && event.data.tongchaHeight;
    if (typeof asked !== 'number') return;
    frame.style.height = Math.min(Math.max(asked, HEIGHT), HEIGHT_MAX) + 'px';
    event.source.postMessage({ tongchaGrows: true }, address.origin);
  });
})();
