// A text too long for one page: its pages, and every way to a place on another one of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, findings, fits, indexRecords, startSite } from './site.mjs';

const ARTICLES = 1200;
const CHAPTERS = 12;

// A code of chapters; the last article of each names the first of the next. One word stands on three pages.
function code() {
  const lines = [];
  for (let at = 1; at <= ARTICLES; at += 1) {
    const chapter = (at - 1) / (ARTICLES / CHAPTERS);
    if (Number.isInteger(chapter)) lines.push(`第${'一二三四五六七八九十'[chapter] ?? `十${'一二'[chapter - 10]}`}章　事项之${chapter + 1}`);
    const cited = at % (ARTICLES / CHAPTERS) === 0 && at < ARTICLES ? `依照第${at + 1}条办理。` : '';
    const rare = [5, 6, 700, 1190].includes(at) ? '信天翁由海事机构登记。' : '';
    lines.push(`第${at}条　当事人应当自收到编号为${(at * 7919) % 10007}的通知之日起${at % 90 + 1}日内向有关机关申请登记并且提交证明材料。${rare}${cited}`);
  }
  return { id: 'code', title: '岚江省长篇法典', kind: '法律', published: '2020-05-28', effective: '2021-01-01', text: lines.join('\n') };
}
const citing = {
  id: 'citing',
  title: '岚江省登记办法',
  kind: '地方政府规章',
  published: '2022-05-28',
  effective: '2022-07-01',
  text: '第一条　根据《岚江省长篇法典》第1100条，制定本办法。\n第二条　登记由机关办理。',
};

let index;
let site;
before(async () => {
  index = await indexRecords([code(), citing]);
  site = await startSite({ data: index.data });
});
after(async () => {
  await site?.stop();
  await index?.remove();
});

const q = encodeURIComponent('信天翁');
const pageOf = (page) => page.locator('.leaves [aria-current=page]').innerText();
// Waits until a place stands in the window. Asked from outside: a page without JavaScript cannot wait by itself.
async function seen(page, id) {
  const place = page.locator(`[id="${id}"]`);
  await place.waitFor();
  const { height } = page.viewportSize();
  for (let left = 40; ; left -= 1) {
    const { y } = await place.boundingBox();
    if (y >= -2 && y < height) return;
    assert.ok(left > 0, `${id} stands at ${y} of ${page.url()}`);
    await page.waitForTimeout(50);
  }
}

test('a long text comes in pages that lead to each other and to the whole, also without JavaScript', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.open('/doc/code', { viewport: PHONE, javaScriptEnabled });
    assert.equal(await pageOf(page), '第 1 页');
    const count = await page.locator('.leaves li [aria-current], .leaves li a').count() - 1;
    assert.ok(count >= 3, `${count} pages`);
    const articles = [];
    const canonical = [];
    for (let at = 1; at <= count; at += 1) {
      assert.equal(await pageOf(page), `第 ${at} 页`);
      articles.push(...await page.locator('.art').evaluateAll((all) => all.map((one) => one.id)));
      canonical.push(await page.locator('link[rel=canonical]').getAttribute('href'));
      assert.equal(await page.locator('#outline a, .outline a').count(), CHAPTERS, 'the outline of the whole text');
      // Chapters are not torn where they need not be.
      assert.equal(await page.locator('.text > :first-child').evaluate((first) => first.tagName), 'H2');
      if (javaScriptEnabled) await fits(page);
      if (at < count) await page.locator('.neighbours a[rel=next]').click();
    }
    assert.equal(new Set(articles).size, ARTICLES, 'every article stands on one page');
    assert.equal(articles.length, ARTICLES);
    assert.deepEqual(canonical.slice(0, 2), ['/doc/code', '/doc/code?page=2']);
    assert.equal(await page.locator('.neighbours a[rel=next]').count(), 0);
    await page.getByRole('link', { name: /全文一页显示/ }).click();
    assert.equal(await page.locator('.art').count(), ARTICLES);
    assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), '/doc/code');
    await page.context().close();
  }
});

test('whatever leads to an article leads to its page, without JavaScript', async () => {
  const page = await site.open('/doc/code', { javaScriptEnabled: false });
  await page.fill('#goto', '1100');
  await page.getByRole('button', { name: '前往' }).click();
  await seen(page, 'art-1100');
  const last = await pageOf(page);
  assert.notEqual(last, '第 1 页');
  await page.locator('.outline a').first().click();
  assert.equal(await pageOf(page), '第 1 页');
  await page.locator('.outline a').nth(11).click();
  assert.equal(await pageOf(page), last);
  // A citation inside the text whose article stands on another page.
  await page.goto(`${site.address}/doc/code`);
  const across = page.locator('.text a.ref[href*="page=2"]');
  const wanted = new URL(await across.first().evaluate((link) => link.href)).hash.slice(1);
  await across.first().click();
  await seen(page, wanted);
  // A citation of another document, the page of an article, and an article that was asked for by name.
  await page.goto(`${site.address}/doc/citing`);
  await page.locator('.text a.ref[href*="at=1100"]').click();
  await seen(page, 'art-1100');
  await page.goto(`${site.address}/doc/code/art/700`);
  await page.getByRole('link', { name: '在全文中查看' }).click();
  await seen(page, 'art-700');
  await page.goto(`${site.address}/search?q=${encodeURIComponent('岚江省长篇法典第1100条')}`);
  await page.locator('.card').getByRole('link', { name: '在全文中查看' }).click();
  await seen(page, 'art-1100');
  await page.context().close();
});

test('addresses that name no page find theirs, and copied ones name the article', async () => {
  const page = await site.open('/doc/code#art-1100');
  await page.waitForURL(/at=1100/);
  await seen(page, 'art-1100');
  await page.goto(`${site.address}/doc/code#art-9999`);
  await page.waitForTimeout(300);
  assert.match(page.url(), /at=9999#art-9999$/, 'asked once');
  await page.goto(`${site.address}/doc/code?page=999`);
  assert.equal(await page.locator('.neighbours a[rel=next]').count(), 0, 'the last page');
  const article = page.locator('.art').first();
  await article.hover();
  await article.getByRole('button', { name: /的链接/ }).click();
  const id = await article.getAttribute('id');
  // Copying answers when the browser has done it.
  await page.locator('.toast', { hasText: '复制' }).waitFor();
  assert.match(await page.locator('.toast').innerText(), new RegExp(`/doc/code\\?at=${id.slice(4)}#${id}`));
  // What stands on another page is shown beforehand, too.
  await page.goto(`${site.address}/doc/code`);
  await page.locator('.text a.ref[href*="page=2"]').first().hover();
  await page.locator('.preview .words').waitFor();
  await page.finish();
});

test('searched words are counted for the page and for the text, and lead across pages', async () => {
  const page = await site.open(`/doc/code?q=${q}`);
  assert.match(await page.locator('#marked').innerText(), /标出“信天翁”4 处，本页 2 处/);
  assert.match(await page.locator('.mark-bar output').innerText(), /本页 2 处/);
  assert.equal(await page.locator('#marked li').count(), 4);
  await page.locator('#marked li a').last().click();
  await seen(page, 'art-1190');
  assert.match(page.url(), new RegExp(`q=${q}`));
  assert.match(await page.locator('#marked').innerText(), /本页 1 处/);
  await page.finish();
  const plain = await site.open(`/doc/code?q=${q}`, { javaScriptEnabled: false });
  for (const next of ['art-6', 'art-700', 'art-1190']) {
    const at = new URL(plain.url()).hash.slice(1) || 'art-5';
    await plain.locator(`[id="${at}"] .onward a`).click();
    await seen(plain, next);
  }
  await plain.context().close();
});

test('the keyboard alone turns pages, and paper says which page it is', async () => {
  const page = await site.open('/doc/code');
  const next = page.locator('.neighbours a[rel=next]');
  await next.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/page=2/);
  assert.match(await page.title(), /第 2 页/);
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.locator('.printed').first().innerText(), /第 2 页，共 \d 页/);
  assert.equal(await page.locator('.leaves').isVisible(), false);
  await page.finish();
});

test('no page of a long text has a finding of axe', async () => {
  for (const route of ['/doc/code', `/doc/code?page=2&q=${q}`]) {
    for (const options of [{}, { viewport: PHONE, colorScheme: 'dark' }, { display: 'large' }]) {
      const page = await site.open(route, options);
      assert.deepEqual(await findings(page), [], route);
      await page.finish();
    }
  }
});

test('a document that fits has no pages', async () => {
  const page = await site.open('/doc/citing?page=3');
  assert.equal(await page.locator('.leaves, .neighbours').count(), 0);
  assert.equal(await page.locator('.art').count(), 2);
  await page.finish();
});
