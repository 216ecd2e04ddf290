// What a first view costs: bytes, and whether anything moves while it comes.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PHONE, indexRecords, startSite } from './site.mjs';

const BYTES_MAX = 60 * 1024;
const SHIFT_MAX = 0.05;
// A heading, an anchor and a link to its own page: what an article may cost beside its words when all is compressed.
const ARTICLE_BYTES_MAX = 18;

const samples = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'corpus-samples');

// The identifier of the sample with the longest text.
async function longestSample() {
  let longest = { text: '' };
  for (const name of await readdir(samples)) {
    if (!name.endsWith('.jsonl')) continue;
    for (const line of (await readFile(path.join(samples, name), 'utf8')).split('\n').filter(Boolean)) {
      const record = JSON.parse(line);
      if (record.id && record.title && (record.text ?? '').length > longest.text.length) longest = record;
    }
  }
  return longest.id;
}

// A code of so many articles, no two of them alike.
function code(id, articles) {
  const words = ['当事人', '合同', '登记', '公告', '利害关系人', '申请', '期限', '责任', '机关', '财产', '证明', '变更', '通知', '协议', '赔偿', '材料'];
  const sentence = (seed) => Array.from({ length: 12 }, (_, at) => words[(seed * (at * 7 + 3) + (seed >> at % 5) + at * at) % words.length]).join('');
  const lines = Array.from({ length: articles }, (_, at) => `第${at + 1}条　${sentence(at + 1)}，依照第${(at * 31) % articles + 1}条办理。`);
  return { id, title: `岚江省${id}法典`, kind: '法律', published: '2020-05-28', effective: '2021-01-01', text: lines.join('\n') };
}

let site;
let own;
let index;
let longest;
before(async () => {
  index = await indexRecords([code('small', 300), code('large', 900)]);
  [site, own, longest] = await Promise.all([startSite(), startSite({ data: index.data }), longestSample()]);
});
after(async () => {
  await Promise.all([site?.stop(), own?.stop()]);
  await index?.remove();
});

const pages = () => ({
  home: '/',
  results: `/search?q=${encodeURIComponent('养犬登记')}`,
  'the article that was asked for': `/search?q=${encodeURIComponent('岚江省养犬管理条例第12条')}`,
  'the longest text': `/doc/${longest}`,
  'its words marked': `/doc/${longest}?q=${encodeURIComponent('登记')}`,
  article: `/doc/${longest}/art/3`,
  lists: '/lists/new?days=36500',
  statistics: '/statistics',
});

test('a first view on a phone takes at most 60 KB, and nothing moves while it comes', async (t) => {
  for (const [name, route] of Object.entries(pages())) {
    const context = await site.browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.shift = 0;
      const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value)));
      observer.observe({ type: 'layout-shift', buffered: true });
    });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    const response = await page.goto(site.address + route, { waitUntil: 'networkidle' });
    assert.equal(response.status(), 200, route);
    await page.waitForTimeout(200);
    const shift = await page.evaluate(() => window.shift);
    t.diagnostic(`${name}: ${(bytes / 1024).toFixed(1)} KB, layout shift ${shift.toFixed(3)}`);
    assert.ok(bytes > 1024 && bytes <= BYTES_MAX, `${name} takes ${bytes} bytes`);
    assert.ok(shift < SHIFT_MAX, `${name} moves by ${shift}`);
    await context.close();
  }
});

const fetchText = async (route) => {
  const answer = await fetch(own.address + route);
  assert.equal(answer.status, 200, route);
  return { body: await answer.text() };
};

// How many bytes an answer has on the wire, compressed.
const weight = (route) =>
  new Promise((resolve, reject) => {
    request(own.address + route, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      assert.equal(answer.statusCode, 200, route);
      assert.equal(answer.headers['content-encoding'], 'gzip', route);
      let bytes = 0;
      answer.on('data', (chunk) => (bytes += chunk.length));
      answer.on('end', () => resolve(bytes));
    })
      .on('error', reject)
      .end();
  });

test('a first view of a code of any length takes at most 60 KB', async (t) => {
  const { body } = await fetchText('/');
  const files = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(([, file]) => file);
  let beside = 0;
  for (const file of files) beside += await weight(file);
  let pages = 1;
  for (let at = 1; at <= pages; at += 1) {
    const route = `/doc/large?page=${at}`;
    pages = Number((await fetchText(route)).body.match(/data-pages="(\d+)"/)?.[1]);
    const bytes = beside + (await weight(route));
    t.diagnostic(`page ${at} of ${pages}: ${(bytes / 1024).toFixed(1)} KB`);
    assert.ok(pages > 1 && bytes <= BYTES_MAX, `${route} takes ${bytes} bytes`);
  }
});

test('an article costs little beside its words', async (t) => {
  // What the page has beside the text, of a short and of a long code: the difference is that of 600 articles.
  const beside = async (id) => (await weight(`/doc/${id}?whole=1`)) - (await weight(`/api/v1/documents/${id}?format=txt`));
  const each = ((await beside('large')) - (await beside('small'))) / 600;
  t.diagnostic(`${each.toFixed(1)} bytes for each article`);
  assert.ok(each < ARTICLE_BYTES_MAX, `${each} bytes for each article`);
});
