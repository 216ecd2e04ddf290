// From the box to the text: results, their filters, the article card, lists and figures, as people use them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DESKTOP, PHONE, indexRecords, startSite, box, fits, search } from './site.mjs';

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.stop());

const TABLET = { width: 820, height: 1180 };
const address = (words, rest = '') => `/search?q=${encodeURIComponent(words)}${rest}`;
const total = async (page) => Number(await page.locator('.bar .total strong').innerText());
const titles = (page) => page.locator('.hit h2').allInnerTexts();

test('a number, however written, leads to its document', async () => {
  const page = await site.open('/');
  await search(page, '岚府办发(2021)14号');
  await page.locator('.hit h2 a').first().click();
  assert.match(await page.locator('main').innerText(), /岚府办发〔2021〕14号/);
  await page.finish();
});

test('a law and an article give a card with the whole article, and the card leads to the text', async () => {
  const page = await site.open('/');
  await search(page, '岚江省养犬管理条例第12条');
  const card = page.locator('.card');
  const text = await card.innerText();
  for (const wanted of [/岚江省养犬管理条例/, /第十二条/, /现行有效/, /2019年10月1日/]) assert.match(text, wanted);
  // Whole: as long as on its own page.
  const shown = (await card.locator('.asked p.par, .asked p.item, .asked p.subitem').allInnerTexts()).join('');
  const own = await site.open('/doc/lj-reg-2019-01/art/12');
  assert.equal((await own.locator('.text p').allInnerTexts()).join(''), shown);
  await own.finish();
  await card.locator('a', { hasText: '第十三条' }).click();
  assert.equal(await page.locator('h1').innerText(), '第十三条');
  await page.goBack();
  await page.locator('.card a', { hasText: '在全文中查看' }).click();
  assert.ok(await page.locator('#art-12').isVisible());
  await page.finish();
});

test('an article that does not exist is said to be none, with the nearest', async () => {
  const page = await site.open(address('岚江省养犬管理条例第999条'));
  assert.match(await page.locator('.card .missing').innerText(), /没有第九百九十九条，最接近的是第.+条/);
  assert.ok((await page.locator('.card .asked .par').first().innerText()).length > 5);
  assert.equal(await page.locator('.notice', { hasText: '999' }).count(), 0, 'it is said once');
  await page.finish();
});

test('the card of an earlier version compares it with the next', async () => {
  const page = await site.open(address('岚江省城市停车场管理办法第三条'));
  await page.locator('.card a', { hasText: '版本比较' }).click();
  assert.match(page.url(), /\/compare\?with=/);
  assert.ok((await page.locator('.row').count()) > 0);
  await page.finish();
});

test('no card where words are taken as typed, on later pages, or where filters leave the document out', async () => {
  for (const rest of ['&literal=1', '&page=2', '&kind=law', '&ignore=article']) {
    const page = await site.open(address('岚江省养犬管理条例第12条', rest));
    assert.equal(await page.locator('.card').count(), 0, rest);
    await page.finish();
  }
});

test('plain words, a chip off, a filter, page two', async () => {
  const page = await site.open('/');
  await search(page, '2021年以后的 管理 办法');
  const understood = page.locator('.understood .chips a');
  assert.ok((await understood.count()) > 0);
  const narrow = await total(page);
  await understood.first().click();
  assert.ok((await total(page)) >= narrow);
  const value = page.locator('.facet').nth(1).locator('li a').first();
  const count = Number(await value.locator('.count').innerText());
  await value.click();
  assert.equal(await total(page), count, 'the count of a value is what choosing it shows');
  const first = await titles(page);
  await page.locator('.pages a[rel=next]').click();
  assert.match(page.url(), /page=2/);
  assert.notDeepEqual(await titles(page), first);
  assert.equal(await total(page), count);
  await page.finish();
});

test('tabs are filters with true counts that leave the other conditions alone', async () => {
  const page = await site.open(address('管理', '&status=in_force'));
  const tabs = page.locator('.kinds a');
  const counts = [];
  for (let at = 0; at < (await tabs.count()); at += 1) {
    const tab = tabs.nth(at);
    const count = Number(await tab.locator('.count').innerText());
    await tab.click();
    assert.equal(await total(page), count);
    assert.match(page.url(), /status=in_force/);
    assert.equal(await page.locator('.kinds a[aria-current]').count(), 1);
    counts.push(count);
  }
  assert.ok(counts.length > 2);
  assert.equal(counts.slice(1).reduce((sum, count) => sum + count, 0), counts[0]);
  await page.finish();
});

test('inside a tab a sort narrows to itself, and without it the tab is whole again', async () => {
  const page = await site.open(address('管理'));
  await page.locator('.kinds a', { hasText: '规章' }).click();
  const all = await total(page);
  const sorts = page.locator('.facet').first().locator('li a');
  assert.ok((await sorts.count()) > 1);
  const count = Number(await sorts.first().locator('.count').innerText());
  await sorts.first().click();
  assert.equal(await total(page), count);
  assert.match(await page.locator('.kinds a[aria-current]').innerText(), /规章/);
  await page.locator('.facet').first().locator('li a[aria-current]').click();
  assert.equal(await total(page), all);
  await page.locator('.found > .chips a', { hasText: '种类：规章' }).click();
  assert.doesNotMatch(page.url(), /kind=/);
  await page.finish();
});

test('several values of a facet add up', async () => {
  const page = await site.open(address('管理'));
  const year = page.locator('.facet', { hasText: '公布年份' }).locator('li a');
  const counts = [];
  for (const at of [0, 1]) {
    counts.push(Number(await year.nth(at).locator('.count').innerText()));
    await year.nth(at).click();
  }
  assert.equal(await total(page), counts[0] + counts[1]);
  assert.equal(await page.locator('.found > .chips li a[aria-label^="去掉条件 公布年份"]').count(), 2);
  await page.finish();
});

test('another day gives the states of that day, says so, and goes along to the text', async () => {
  const page = await site.open(address('岚江省暂住人口管理规定'));
  const state = () => page.locator('.hit .badge').first().innerText();
  assert.equal(await state(), '已废止');
  await page.locator('.as-of summary').click();
  await page.fill('.as-of input[name=as_of]', '2010-01-01');
  await page.locator('.as-of button').click();
  assert.equal(await state(), '现行有效');
  assert.match(await page.locator('.as-of summary').innerText(), /以 2010-01-01\s*为准/);
  assert.match(page.url(), /as_of=2010-01-01/);
  await page.locator('.hit h2 a').first().click();
  assert.match(await page.locator('.banner').innerText(), /现行有效[\s\S]*2010-01-01/);
  await page.goBack();
  await search(page, '岚江省集市贸易卫生管理规定');
  assert.match(page.url(), /as_of=2010-01-01/, 'other words, the same day');
  await page.locator('.found > .chips a', { hasText: '2010-01-01' }).click();
  assert.doesNotMatch(page.url(), /as_of/);
  await page.finish();
});

test('an address holds the search and nothing else', async () => {
  const page = await site.open(`${address('管理')}&issued_from=&year=2021&page=1&as_of=`);
  assert.equal(new URL(page.url()).search, new URL(site.address + address('管理', '&year=2021')).search);
  await page.fill('.days input[name=issued_from]', '2021-03-01');
  await page.locator('.days button').click();
  assert.match(page.url(), /\?q=[^&]*&year=2021&issued_from=2021-03-01(#filters)?$/);
  const again = await site.open(new URL(page.url()).pathname + new URL(page.url()).search);
  assert.deepEqual(await titles(again), await titles(page));
  await again.finish();
  await page.finish();
});

test('versions are folded under the one in force and come out', async () => {
  const page = await site.open(address('岚江省城市停车场管理办法'));
  const hit = page.locator('.hit').first();
  const folded = hit.locator('.others li').first();
  assert.equal(await folded.isVisible(), false);
  await hit.locator('.others summary').click();
  assert.ok(await folded.isVisible());
  assert.match(await folded.innerText(), /已修改|已废止|失效/);
  await folded.locator('.diff').click();
  assert.match(page.url(), /\/compare\?with=/);
  await page.finish();
});

test('a notice and the text that it issues are one hit, with a line that leads to the other', async () => {
  const text = {
    id: 'egret',
    title: '岚江省白鹭保护办法',
    number: '岚政办发〔2022〕9号',
    organ: '岚江省人民政府办公厅',
    kind: '规范性文件',
    published: '2022-05-28',
    text: '第一条　为了保护白鹭，制定本办法。\n第二条　白鹭栖息地由林业部门管理。',
  };
  const notice = {
    ...text,
    id: 'notice',
    title: '岚江省人民政府办公厅关于印发《岚江省白鹭保护办法》的通知',
    text: '各市人民政府：\n现将《岚江省白鹭保护办法》印发给你们，请认真贯彻执行。\n岚江省人民政府办公厅\n2022年5月28日',
  };
  const index = await indexRecords([text, notice]);
  const own = await startSite({ data: index.data });
  try {
    for (const options of [{ viewport: PHONE }, { javaScriptEnabled: false }]) {
      const page = await own.open(`/search?q=${encodeURIComponent('白鹭 林业部门')}`, options);
      assert.equal(await page.locator('.hit').count(), 1);
      assert.match(await page.locator('.hit h2').innerText(), /^岚江省白鹭保护办法$/);
      const line = page.locator('.hit .companion');
      assert.match(await line.innerText(), /^印发通知：.*关于印发《岚江省白鹭保护办法》的通知.*岚政办发〔2022〕9号$/s);
      await fits(page);
      await line.locator('a').click();
      assert.match(page.url(), /\/doc\/notice/);
      assert.match(await page.locator('h1').innerText(), /的通知$/);
      await page.goto(`${own.address}/search?q=${encodeURIComponent('白鹭')}&versions=all`);
      assert.equal(await page.locator('.hit').count(), 2, 'apart where each version is wanted');
      await page.context().close();
    }
  } finally {
    await own.stop();
    await index.remove();
  }
});

test('orders turn round', async () => {
  const page = await site.open(address('办法', '&sort=issued'));
  const newest = await titles(page);
  await page.locator('.sorts a[aria-current]').click();
  assert.match(page.url(), /order=asc/);
  assert.notDeepEqual(await titles(page), newest);
  await page.locator('.sorts a[aria-current]').click();
  assert.deepEqual(await titles(page), newest);
  await page.finish();
});

test('nothing found leads on', async () => {
  const page = await site.open(address('养犬登记', '&kind=case&year=2019'));
  assert.ok(await page.locator('#empty').isVisible());
  const way = page.locator('.ways li:has(.count)').first();
  const count = Number(await way.locator('.count').innerText());
  await way.locator('a').click();
  assert.equal(await total(page), count);
  assert.ok((await page.locator('.hit').count()) > 0);
  await page.finish();
});

test('on a phone the filters are a drawer that stays open while values are chosen', async () => {
  const page = await site.open(address('管理'), { viewport: PHONE, javaScriptEnabled: false });
  const drawer = page.locator('#filters');
  assert.equal(await drawer.isVisible(), false);
  assert.equal(await page.locator('.facet h3', { hasText: '公布年份' }).count(), 1, 'one copy of the markup');
  await page.locator('.open-filters').click();
  assert.ok(await drawer.isVisible());
  const year = drawer.locator('.facet', { hasText: '公布年份' }).locator('li a');
  const counts = [];
  for (const at of [0, 1]) {
    counts.push(Number(await year.nth(at).locator('.count').innerText()));
    await year.nth(at).click();
    assert.ok(await drawer.isVisible(), 'still open');
    await fits(page);
  }
  await drawer.locator('.head a').click();
  assert.equal(await drawer.isVisible(), false);
  assert.equal(await total(page), counts[0] + counts[1]);
  await page.finish();
});

test('on a phone the first hit stands in the upper half, and the order is chosen in the drawer', async () => {
  const page = await site.open(address('养犬登记'), { viewport: PHONE, javaScriptEnabled: false });
  const { y } = await page.locator('.hit h2').first().boundingBox();
  assert.ok(y < PHONE.height / 2, `the first hit begins at ${y}`);
  await page.locator('.open-filters').click();
  await page.locator('.order a', { hasText: '公布日期' }).click();
  assert.match(page.url(), /sort=issued/);
  assert.ok(await page.locator('.hit').first().isVisible());
  await page.finish();
});

test('on a wide window choosing a value does not scroll', async () => {
  const page = await site.open(address('管理'), { viewport: DESKTOP });
  await page.locator('.facet').nth(1).locator('li a').first().click();
  assert.match(page.url(), /#filters$/);
  assert.equal(await page.evaluate(() => window.scrollY), 0);
  await page.finish();
});

// Goes on by the Tab key until what has the focus is wanted.
async function tabTo(page, wanted) {
  for (let times = 0; times < 150; times += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate((selector) => {
      const { activeElement } = document;
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
      return activeElement.matches(selector) && { outlineStyle, outlineWidth };
    }, wanted);
    if (found) {
      assert.notEqual(found.outlineStyle, 'none', `${wanted} shows that it has the focus`);
      return;
    }
  }
  assert.fail(`${wanted} is not reached by the keyboard`);
}

test('the keyboard alone goes through the results', async () => {
  const page = await site.open(address('岚江省养犬管理条例第12条'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, '.kinds a');
  await tabTo(page, '.facet a');
  await tabTo(page, '.as-of summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.as-of input');
  await tabTo(page, '.sorts a');
  await tabTo(page, '.understood .chips a');
  await tabTo(page, '.card a');
  await tabTo(page, '.hit h2 a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/doc\//);
  await page.finish();
});

test('results, lists and figures work without JavaScript', async () => {
  const page = await site.open('/', { javaScriptEnabled: false });
  await search(page, '岚江省养犬管理条例第12条');
  assert.ok(await page.locator('.card').isVisible());
  await page.locator('.as-of summary').click();
  await page.fill('.as-of input[name=as_of]', '2018-01-01');
  await page.locator('.as-of button').click();
  assert.match(await page.locator('.hit .badge').first().innerText(), /尚未/);
  await page.locator('.about-order a', { hasText: '统计' }).click();
  assert.ok((await page.locator('.chart svg').count()) > 0);
  await page.finish();
});

test('hostile titles and words are shown as text', async () => {
  const hostile = ['<script>alert(1)</script>第12条', '"><img src=x onerror=alert(1)>', '《</h2><b>》第1条'];
  for (const words of hostile) {
    for (const route of [address(words), `/statistics?q=${encodeURIComponent(words)}`,
      `/lists/new?days=36500&authority=${encodeURIComponent(words)}`]) {
      const page = await site.open(route);
      assert.equal(await page.locator('main script, main img, main h2 b').count(), 0, route);
      assert.ok((await page.locator('main').innerText()).length > 0);
      await page.finish();
    }
  }
});

test('the first page leads into the lists, and lists into documents', async () => {
  const page = await site.open('/');
  await page.locator('footer a', { hasText: '清单' }).click();
  assert.match(await page.locator('h1').innerText(), /新公布/);
  await page.locator('.tabs a', { hasText: '全部' }).click();
  const all = await total(page);
  assert.ok(all > 20);
  const first = await page.locator('.items h2').allInnerTexts();
  await page.locator('.pages a[rel=next]').click();
  assert.notDeepEqual(await page.locator('.items h2').allInnerTexts(), first);
  await page.selectOption('select[name=kind]', 'provincial_rule');
  await page.locator('.narrow button').click();
  const rules = await total(page);
  assert.ok(rules > 0 && rules < all);
  await page.locator('.chips a', { hasText: '省级政府规章' }).click();
  assert.equal(await total(page), all, 'the chip comes off and the window stays');
  const title = await page.locator('.items h2 a').first().innerText();
  await page.locator('.items h2 a').first().click();
  assert.equal(await page.locator('h1').innerText(), title);
  await page.finish();
});

test('a list of another day says what it rests on', async () => {
  const page = await site.open('/lists/expiring?as_of=2026-11-23&days=365');
  const item = page.locator('.items > li', { hasText: '岚江省流动人口居住登记办法' });
  assert.match(await item.locator('.why').innerText(), /2027年2月28日|2027-02-28|2027年3月1日/);
  assert.match(await item.locator('blockquote').innerText(), /废止/);
  await item.locator('.other a').click();
  assert.match(await page.locator('h1').innerText(), /居住证管理办法/);
  assert.match(page.url(), /as_of=2026-11-23/);
  await page.finish();
});

test('figures agree with the results, and their conditions come off', async () => {
  const page = await site.open(address('管理', '&status=in_force'));
  const found = await total(page);
  await page.locator('.about-order a', { hasText: '统计' }).click();
  const counted = async () => Number(await page.locator('header.doc strong').innerText());
  assert.equal(await counted(), found);
  await page.locator('.chips a', { hasText: '现行有效' }).click();
  assert.ok((await counted()) > found);
  await page.locator('.hint a', { hasText: '历次版本' }).click();
  assert.match(page.url(), /versions=all/);
  await page.locator('.chart td a, .chart th a').first().click();
  assert.match(page.url(), /^[^?]*\/search\?/);
  await page.finish();
});

for (const [name, viewport] of [['phone', PHONE], ['tablet', TABLET], ['desktop', DESKTOP]]) {
  test(`home, results, lists and figures fit a ${name}`, async () => {
    const routes = ['/', address('管理'), address('岚江省养犬管理条例第12条'), `${address('管理')}#filters`, '/lists/new?days=36500',
      '/lists/basis-lost', '/lists/coming', address('办法', '&as_of=2015-01-01&kind=law&year=2019&authority=x'),
      `/statistics?q=${encodeURIComponent('管理')}&status=in_force`];
    for (const route of routes) {
      const page = await site.open(route, { viewport });
      await fits(page);
      await page.finish();
    }
  });
}

test('a page of results is light', async () => {
  for (const route of [address('管理'), address('管理', '&size=50'), address('岚江省养犬管理条例第12条')]) {
    const answer = await fetch(site.address + route);
    const bytes = gzipSync(await answer.text()).length;
    assert.ok(bytes <= 60 * 1024, `${route} is ${bytes} bytes compressed`);
  }
});
