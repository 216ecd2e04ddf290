// The page as people use it: on a desktop, on a phone, without JavaScript, with hostile input.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESKTOP, PHONE, startSite, box, fits, search } from './site.mjs';

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.stop());

test('a title typed on the home page leads to the document and its articles', async () => {
  const page = await site.open('/');
  await search(page, '岚江省养犬管理条例');
  const first = page.locator('.hit').first();
  assert.match(await first.locator('h2').innerText(), /岚江省养犬管理条例/);
  assert.ok(await first.locator('.badge').isVisible());
  await first.locator('h2 a').click();
  assert.match(await page.locator('h1').innerText(), /岚江省养犬管理条例/);
  assert.ok(await page.locator('#art-1').isVisible());
  await page.finish();
});

test('words are marked in the passages and in the document', async () => {
  const page = await site.open('/search?q=养犬登记');
  assert.ok((await page.locator('.hit mark').count()) > 0);
  await page.locator('.hit h2 a').first().click();
  assert.ok((await page.locator('.text mark').count()) > 0);
  await page.finish();
});

test('a document number finds its document first', async () => {
  const page = await site.open('/');
  await search(page, '岚江省第十三届人民代表大会常务委员会公告第31号');
  assert.match(await page.locator('.hit h2').first().innerText(), /岚江省养犬管理条例/);
  await page.finish();
});

test('filters narrow, their chips widen again, and pages turn', async () => {
  const page = await site.open('/search?q=管理');
  const total = async () => Number(await page.locator('.total strong').innerText());
  const all = await total();
  await page.locator('.filters .facet a').first().click();
  const some = await total();
  assert.ok(some > 0 && some <= all);
  await page.locator('.found > .chips a').first().click();
  assert.equal(await total(), all);
  const firstTitle = await page.locator('.hit h2').first().innerText();
  await page.locator('.pages a[rel=next]').click();
  assert.notEqual(await page.locator('.hit h2').first().innerText(), firstTitle);
  assert.match(page.url(), /page=2/);
  await page.finish();
});

test('articles can be asked for by themselves', async () => {
  const page = await site.open('/search?q=养犬登记');
  await page.locator('.tabs a', { hasText: '条文' }).click();
  assert.match(page.url(), /level=article/);
  await page.locator('.hit h2 a').first().click();
  assert.match(await page.locator('main').innerText(), /第.+条/);
  await page.finish();
});

test('the outline of a long document leads to its chapters', async () => {
  const page = await site.open('/doc/lj-reg-2021-06');
  const entry = page.locator('.outline a').nth(3);
  await entry.click();
  const anchor = new URL(page.url()).hash.slice(1);
  assert.ok(anchor);
  assert.equal(await page.locator(`[id="${decodeURIComponent(anchor)}"]`).count(), 1);
  await page.finish();
});

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  test(`a document leads to its earlier version and what changed, on a ${name}`, async () => {
    const page = await site.open('/doc/lj-rule-2008-03-2015', { viewport });
    await page.locator('.versions .diff').last().click();
    assert.match(page.url(), /\/compare\?with=/);
    assert.ok((await page.locator('.row ins').count()) > 0);
    const strike = await page.locator('.row del').first().evaluate((mark) => getComputedStyle(mark).textDecorationLine);
    assert.equal(strike, 'line-through');
    const same = page.locator('details.same').first();
    assert.equal(await same.locator('p').first().isVisible(), false);
    await same.locator('summary').click();
    assert.ok(await same.locator('p').first().isVisible());
    await page.locator('.jumps a').first().click();
    const id = new URL(page.url()).hash.slice(1);
    const row = page.locator(`[id="${id}"]`);
    // Both at one moment: the page may still be on its way to the row.
    const [old, renewed] = await row.evaluate((row) =>
      ['.old', '.new'].map((side) => row.querySelector(side).getBoundingClientRect().toJSON()),
    );
    if (viewport === PHONE) assert.ok(renewed.y >= old.y + old.height, 'one below the other');
    else assert.ok(renewed.x >= old.x + old.width, 'side by side');
    await fits(page);
    await page.finish();
  });
}

test('related documents lead to each other', async () => {
  const page = await site.open('/doc/lj-rule-2021-jc05');
  await page.locator('.actions a', { hasText: '相关文件' }).click();
  await page.locator('.related .what a', { hasText: '岚江省养犬管理条例' }).first().click();
  assert.match(await page.locator('h1').innerText(), /岚江省养犬管理条例/);
  assert.ok((await page.locator('.related .what a', { hasText: '霁川市养犬管理办法' }).count()) > 0);
  await page.finish();
});

test('nothing found is an answer that helps', async () => {
  const page = await site.open('/search?q=薛定谔方程组波函数坍缩&literal=1');
  assert.ok(await page.locator('#empty').isVisible());
  assert.ok(await page.locator(box).isVisible());
  await page.finish();
});

test('what was understood comes off and on again', async () => {
  const page = await site.open(`/search?q=${encodeURIComponent('岚府办发(2021)14号')}`);
  const chip = page.locator('.understood .chips a');
  assert.match(await chip.first().innerText(), /文号 岚府办发〔2021〕14号/);
  await chip.first().click();
  assert.match(page.url(), /ignore=number/);
  await page.locator('.found > .chips a', { hasText: '不理解文号' }).click();
  assert.doesNotMatch(page.url(), /ignore/);
  await page.locator('.understood .as-typed').click();
  assert.match(page.url(), /literal=1/);
  assert.equal(await page.locator('.understood').count(), 0);
  await page.finish();
});

test('a correction is told and leads back to the words as typed', async () => {
  const page = await site.open('/search?q=岚江省养犬管理条列');
  assert.match(await page.locator('.notice').first().innerText(), /岚江省养犬管理条例/);
  await page.locator('.notice a', { hasText: '仍按原词查' }).click();
  await page.locator('.notice a', { hasText: '岚江省养犬管理条例' }).click();
  assert.match(await page.locator('.hit h2').first().innerText(), /岚江省养犬管理条例/);
  await page.finish();
});

test('nothing found leads on, and the counts are true', async () => {
  const page = await site.open('/search?q=养犬登记&kind=case');
  const way = page.locator('.ways li', { hasText: '效力位阶' });
  const count = await way.locator('.count').innerText();
  await way.locator('a').click();
  assert.equal(await page.locator('.total strong').innerText(), count);
  await page.finish();
});

const PASTED =
  '擅自在道路上设置地桩、地锁、石墩占用停车泊位的，由公安机关责令拆除，处三百元以上五百元以下罚款。';

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  test(`what differs from a pasted passage is told in words on a ${name}`, async () => {
    const page = await site.open(`/search?q=${encodeURIComponent(PASTED)}&explain=1`, { viewport });
    const told = await page.locator('.compare').first().innerText();
    for (const words of [/3 处不同/, /多了“石墩”/, /少了“交通管理部门”/, /粘贴为“三百”，原文为“二百”/]) {
      assert.match(told, words);
    }
    assert.ok(await page.locator('.reasons').first().isVisible());
    await fits(page);
    await page.finish();
  });
}

test('an unknown address is a page that leads back', async () => {
  const page = await site.open('/robots-of-tomorrow');
  assert.ok(await page.locator(box).isVisible());
  await page.context().close();
});

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  test(`every page fits a ${name}`, async () => {
    const routes = ['/', '/search?q=养犬', '/search?q=养犬&level=article', '/doc/lj-reg-2021-06', '/docs',
      '/statistics', '/doc/lj-rule-2021-jc05', '/doc/lj-rule-2022-06', '/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2022-06',
      '/search?q=养犬登记&kind=case&year=2019', '/search?q=2020年 霁川市 低保 办法'];
    for (const route of routes) {
      const page = await site.open(route, { viewport });
      await fits(page);
      await page.finish();
    }
  });
}

test('on a phone the filters open in a drawer', async () => {
  const page = await site.open('/search?q=管理', { viewport: PHONE });
  const facet = page.locator('.filters .facet').first();
  assert.equal(await facet.isVisible(), false);
  await page.locator('.open-filters').click();
  assert.ok(await facet.isVisible());
  await page.finish();
});

test('everything works without JavaScript', async () => {
  const page = await site.open('/', { javaScriptEnabled: false });
  await search(page, '住房租赁');
  await page.locator('.hit h2 a').first().click();
  assert.match(await page.locator('h1').innerText(), /住房租赁/);
  await page.finish();
});

test('the keyboard alone is enough', async () => {
  const page = await site.open('/search?q=养犬');
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /跳到正文/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.finish();
});

test('hostile input is shown as text and does nothing', async () => {
  const hostile = [
    '<script>alert(1)</script>养犬',
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    '</title><script>alert(1)</script>',
    '{{7*7}}${7*7}',
    '𠀀𪜶👮‍♀️\u202e养犬',
  ];
  for (const words of hostile) {
    const page = await site.open(`/search?q=${encodeURIComponent(words)}`);
    assert.equal(await page.inputValue(box), words);
    assert.equal(await page.locator('main script, main img').count(), 0);
    await page.finish();
  }
});
