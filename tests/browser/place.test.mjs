// A site of a place: its documents are preferred, said so, and taken off; also in the box on other sites.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { PHONE, indexRecords, search, startSite } from './site.mjs';

// The same text of two provinces.
const rule = (id, region, organ) => ({
  id,
  title: `${region}白鹭保护办法`,
  kind: '地方政府规章',
  organ,
  published: '2022-05-28',
  effective: '2022-07-01',
  text: '第一条　为了保护白鹭，制定本办法。\n第二条　白鹭栖息地由林业部门管理。',
});

let index;
let site;
let other;
let ours = '';
let line = '';
const host = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="zh-CN"><title>别站</title><h1>别站</h1><script src="${ours}/embed.js" ${line}></script><p id="below">下文</p>`);
});
before(async () => {
  index = await indexRecords([rule('gz', '贵州省', '贵州省人民政府'), rule('zj', '浙江省', '浙江省人民政府')]);
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  other = `http://127.0.0.1:${host.address().port}`;
  site = await startSite({ data: index.data, settings: `[site]\nregion = "520000"\n\n[embed]\norigins = ["${other}"]\n` });
  ours = site.address;
});
after(async () => {
  host.close();
  await site?.stop();
  await index?.remove();
});

const first = (page) => page.locator('.hit h2 a').first().innerText();
const chip = (page) => page.locator('.chips a', { hasText: '地区优先' });

test('the place of the site comes first, says so, and is taken off', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.open('/', { viewport: PHONE, javaScriptEnabled });
    await search(page, '白鹭保护');
    assert.match(page.url(), /near=520000/);
    assert.match(await first(page), /贵州/);
    assert.equal(await page.locator('.hit').count(), 2, 'nothing is left out');
    assert.match(await chip(page).innerText(), /本站地区优先：贵州省/);
    assert.equal(await page.locator('.chips').first().locator('a').count(), 1, 'a preference is no filter');
    assert.doesNotMatch(await page.locator('.open-filters').innerText(), /已选/);
    // Links of the page carry it on.
    assert.match(await page.locator('.kinds a').first().getAttribute('href'), /near=520000/);
    await chip(page).click();
    assert.doesNotMatch(page.url(), /near=/);
    assert.equal(await chip(page).count(), 0);
    // Off stays off while words are changed.
    await search(page, '白鹭栖息地');
    assert.doesNotMatch(page.url(), /near=/);
    await page.context().close();
  }
});

test('a place that is named is preferred instead', async () => {
  const page = await site.open('/');
  await search(page, '浙江 白鹭保护');
  assert.match(await first(page), /浙江/);
  assert.equal(await chip(page).count(), 0);
  await page.finish();
});

test('completions are shown in the characters of the page, and asked as they stand in the index', async () => {
  const page = await site.open('/', { display: 'traditional' });
  await page.locator('#q').pressSequentially('白鹭', { delay: 30 });
  const option = page.locator('#q-options li').first();
  await option.waitFor();
  assert.match(await option.innerText(), /白鷺保護辦法/);
  await option.click();
  await page.waitForURL(/\/search\?/);
  assert.match(new URL(page.url()).searchParams.get('q'), /白鹭保护办法/);
  await page.finish();
});

test('what is no place is refused with what to change', async () => {
  const answer = await fetch(`${site.address}/api/v1/search?q=%E6%B3%95&near=xx`);
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /GB\/T 2260/);
});

test('the box on another site prefers its place and completes over its page', async () => {
  line = 'data-region="330000"';
  const context = await site.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await page.goto(other);
  const frame = page.frameLocator('iframe');
  const before = await page.locator('#below').boundingBox();
  await frame.locator('#q').pressSequentially('白鹭', { delay: 30 });
  const options = frame.locator('#q-options li');
  await options.first().waitFor();
  await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 100);
  assert.deepEqual(await page.locator('#below').boundingBox(), before, 'nothing of the page moves');
  const opened = context.waitForEvent('page');
  await options.first().click();
  const results = await opened;
  await results.waitForLoadState();
  const asked = new URL(results.url());
  assert.equal(asked.origin, site.address);
  assert.equal(asked.searchParams.get('near'), '330000');
  await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height === 64);
  assert.deepEqual(wrong.filter((text) => !/404/.test(text)), []);
  await context.close();
});

test('a frame without a script that grows has the box alone', async () => {
  const page = await site.open('/embed?near=330000');
  assert.equal(await page.locator('input[name=near]').getAttribute('value'), '330000');
  assert.equal(await page.locator('#q').getAttribute('role'), 'combobox', 'a page of its own has room');
  await page.finish();
});
