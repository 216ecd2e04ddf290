// A document as people read it: marks, previews, copying, parts, relations, comparison, paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESKTOP, PHONE, indexRecords, startSite } from './site.mjs';

const HOSTILE = '<img src=x onerror=alert(1)>甲法';
const part = (id, name, from, to) => ({
  id,
  title: `岚江省民事法典·${name}`,
  subtitle: name,
  kind: '法律',
  authority: '岚江省人民代表大会',
  published: '2020-05-28',
  effective: '2021-01-01',
  text: Array.from({ length: to - from + 1 }, (_, at) => `第${from + at}条　甲${from + at}，应当登记。`).join('\n'),
});
const RECORDS = [
  part('code-1', '总则', 1, 30),
  part('code-2', '物权编', 31, 60),
  part('code-3', '附则', 61, 62),
  { id: 'hostile', title: HOSTILE, kind: '法律', text: '第一条　<script>alert(2)</script>丙。\n第二条　丁。' },
  {
    id: 'rule',
    title: '岚江省登记办法',
    number: '岚府发〔2022〕3号',
    text: `第一条　根据《岚江省民事法典·总则》、《${HOSTILE}》第一条，制定本办法。\n第二条　收费如下：\n项目\t元\n甲\t1\n第三条　本办法第二条另行规定。\n附件1\n登记表\n姓名\t日期\n一\t二`,
  },
];

let site;
let own;
let index;
before(async () => {
  index = await indexRecords(RECORDS);
  [site, own] = await Promise.all([startSite(), startSite({ data: index.data })]);
});
after(async () => {
  await Promise.all([site?.stop(), own?.stop()]);
  await index?.remove();
});

const inView = (locator) =>
  locator.evaluate((shown) => {
    const { top, bottom } = shown.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
const shifts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({
          type: 'layout-shift',
          buffered: true,
        });
        setTimeout(() => resolve(sum), 100);
      }),
  );
const fits = async (page) => {
  const { wide, shown } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    shown: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= shown, `${page.url()} is ${wide} px wide on a screen of ${shown}`);
};

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  test(`from words to the document and from mark to mark, on a ${name}`, async () => {
    const page = await site.open('/search?q=养犬登记', { viewport });
    await page.locator('.hit h2 a').first().click();
    const marks = page.locator('.text mark');
    const count = await marks.count();
    assert.ok(count > 2);
    const bar = page.locator('.mark-bar');
    assert.match(await bar.locator('output').innerText(), new RegExp(`共 ${count} 处`));
    await bar.getByRole('button', { name: '下一处' }).click();
    await bar.getByRole('button', { name: '下一处' }).press('Enter');
    assert.match(await bar.locator('output').innerText(), new RegExp(`第 2 / ${count} 处`));
    const current = page.locator('mark.is-current');
    assert.equal(await current.count(), 1);
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('mark.is-current').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.match(await bar.locator('output').innerText(), new RegExp(`第 ${count} / ${count} 处`), 'around the end');
    await fits(page);
    await page.keyboard.press('Escape');
    assert.equal(await bar.count(), 0);
    await page.finish();
  });
}

test('without JavaScript marks lead to each other, and everything is a link', async () => {
  const page = await site.open(`/doc/lj-reg-2019-01?q=${encodeURIComponent('养犬登记')}`, { javaScriptEnabled: false });
  assert.equal(await page.locator('.mark-bar, .preview, .tools button').count(), 0);
  await page.locator('#marked li a').first().click();
  const first = new URL(page.url()).hash;
  await page.locator(`[id="${decodeURIComponent(first.slice(1))}"] .onward a`).click();
  assert.notEqual(new URL(page.url()).hash, first);
  assert.ok(await page.locator('.art:target mark').first().isVisible());
  await page.goto(`${own.address}/doc/rule`);
  await page.locator('.text a.ref').first().click();
  assert.match(page.url(), /\/doc\/code-1$/);
  await page.context().close();
});

test('without JavaScript the outline is a drawer of the browser', async () => {
  const page = await site.open('/doc/lj-reg-2021-06', { viewport: PHONE, javaScriptEnabled: false });
  assert.equal(await page.locator('#outline').count(), 1, 'one copy');
  assert.equal(await page.locator('#outline').isVisible(), false);
  await page.locator('.open-outline').click();
  assert.ok(await page.locator('#outline a').first().isVisible());
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#outline').isVisible(), false);
  await page.context().close();
});

test('the outline says where one is, and closes when it was followed', async () => {
  const page = await site.open('/doc/lj-reg-2021-06');
  const entry = page.locator('#outline a').nth(3);
  await entry.click();
  await page.waitForFunction(() => document.querySelector('#outline a[aria-current]'));
  await page.waitForFunction(() => document.querySelectorAll('#outline a')[3].getAttribute('aria-current') === 'true');
  assert.equal(await page.locator('#outline a[aria-current]').count(), 1);
  await page.finish();
  const phone = await site.open('/doc/lj-reg-2021-06', { viewport: PHONE });
  await phone.locator('.open-outline').click();
  await phone.locator('#outline a').nth(3).click();
  await phone.waitForFunction(() => !document.querySelector('#outline').matches(':popover-open'));
  await fits(phone);
  await phone.finish();
});

test('a citation shows what it leads to: pointer, keyboard, Escape; nothing moves', async () => {
  const page = await own.open('/doc/rule');
  const link = page.locator('.text a.ref').first();
  await link.hover();
  const card = page.locator('.preview');
  await card.waitFor();
  assert.match(await card.innerText(), /岚江省民事法典·总则[\s\S]*现行有效[\s\S]*第1条/);
  assert.equal(await link.getAttribute('aria-describedby'), 'preview');
  await card.hover();
  await page.waitForTimeout(500);
  assert.ok(await card.isVisible(), 'one can go into it');
  assert.ok(await inView(card));
  await page.keyboard.press('Escape');
  assert.equal(await card.count(), 0);
  assert.ok((await shifts(page)) < 0.01);
  await page.mouse.move(2, 2);
  await page.locator('#art-1 .n').focus();
  await page.keyboard.press('Tab');
  await card.waitFor();
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('.preview')?.textContent.includes('丙'));
  assert.match(await card.innerText(), /<img src=x onerror=alert\(1\)>甲法 第一条/, 'a title is text');
  assert.equal(await page.locator('.preview img, .preview script').count(), 0);
  // To an article of the same page without asking the server.
  await page.locator('#art-3 a.ref').last().focus();
  await page.waitForFunction(() => document.querySelector('.preview')?.textContent.includes('本文件'));
  assert.match(await card.innerText(), /第二条/);
  await page.finish();
});

test('a finger taps once to see and once more to follow', async () => {
  const page = await own.open('/doc/rule', { viewport: PHONE, hasTouch: true });
  const link = page.locator('.text a.ref').first();
  await link.tap();
  await page.locator('.preview').waitFor();
  assert.match(page.url(), /\/doc\/rule$/);
  await fits(page);
  await page.locator('h1').tap();
  assert.equal(await page.locator('.preview').count(), 0, 'a tap elsewhere closes it');
  await link.tap();
  await page.locator('.preview').getByRole('link', { name: '打开' }).tap();
  await page.waitForURL(/\/doc\/code-1$/);
  await page.finish();
});

test('the link and the citation of an article are copied and said', async () => {
  const page = await own.open('/doc/rule', { permissions: ['clipboard-read', 'clipboard-write'] });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.locator('#art-2').hover();
  await page.locator('#art-2').getByRole('button', { name: '复制第二条的引文' }).click();
  assert.equal(await clipboard(), '《岚江省登记办法》第二条');
  assert.match(await page.locator('[role=status].toast').innerText(), /已复制引文：《岚江省登记办法》第二条/);
  await page.locator('#art-2').getByRole('button', { name: '复制第二条的链接' }).click();
  assert.equal(await clipboard(), `${own.address}/doc/rule#art-2`);
  await page.getByRole('button', { name: '复制公文引用' }).click();
  assert.equal(await clipboard(), '《岚江省登记办法》（岚府发〔2022〕3号）');
  await page.finish();
});

test('copying works where the browser has no clipboard for the page', async () => {
  const page = await own.open('/doc/rule');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.evaluate(() => {
    document.addEventListener('copy', () => (window.copied = document.activeElement.value));
  });
  await page.locator('#art-2').hover();
  await page.locator('#art-2').getByRole('button', { name: '复制第二条的引文' }).click();
  assert.equal(await page.evaluate(() => window.copied), '《岚江省登记办法》第二条');
  await page.finish();
});

for (const javaScriptEnabled of [true, false]) {
  test(`parts of a work read as one ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const page = await own.open('/doc/code-2', { javaScriptEnabled });
    assert.match(await page.locator('.parts').innerText(), /本页为第 2 部分，共 3 部分/);
    await page.locator('.neighbours a[rel=next]').click();
    assert.match(await page.locator('h1').innerText(), /附则/);
    await page.fill('#goto', '第五条');
    await page.press('#goto', 'Enter');
    await page.waitForURL(/\/doc\/code-1\?at=5#art-5$/);
    assert.ok(await page.locator('#art-5').isVisible());
    await page.locator('.parts a', { hasText: '物权编' }).click();
    await page.fill('#goto', '40');
    await page.press('#goto', 'Enter');
    await page.waitForURL(/\/doc\/code-2\?at=40#art-40$/);
    await page.finish();
  });
}

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  test(`grounds are a drawing and a list, and all relations have a page, on a ${name}`, async () => {
    const page = await site.open('/doc/lj-reg-2019-01', { viewport });
    const drawing = page.locator('.graph svg').first();
    await drawing.scrollIntoViewIfNeeded();
    const size = await drawing.locator('text').first().evaluate((text) => {
      const { width } = text.ownerSVGElement.getBoundingClientRect();
      return (parseFloat(getComputedStyle(text).fontSize) * width) / text.ownerSVGElement.viewBox.baseVal.width;
    });
    assert.ok(size >= 11.5, `words of ${size} px`);
    const titles = await drawing.locator('a').evaluateAll((links) => links.map((link) => link.querySelector('title').textContent));
    const listed = await page.locator('.graph .sides .what a').allInnerTexts();
    assert.deepEqual(titles, listed);
    await page.getByRole('link', { name: '全部关系和出处' }).click();
    assert.match(page.url(), /\/relations$/);
    const kind = page.locator('.kinds a').last();
    const count = Number(await kind.locator('.count').innerText());
    await kind.click();
    assert.equal(await page.locator('.kinds a[aria-current]').count(), 1);
    assert.equal(await page.locator('.listed > li').count(), Math.min(count, 40));
    await fits(page);
    await page.locator('.listed a').first().click();
    assert.match(page.url(), /\/doc\//);
    await page.finish();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a comparison leads from change to change ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const page = await site.open('/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2008-03-2008', { javaScriptEnabled });
    await page.locator('.jumps a').first().click();
    const first = new URL(page.url()).hash;
    await page.locator(`${first} .onward a[rel=next]`).click();
    const second = new URL(page.url()).hash;
    assert.notEqual(second, first);
    await page.locator(`${second} .onward a[rel=prev]`).click();
    assert.equal(new URL(page.url()).hash, first);
    assert.equal(await page.locator('details.same p').first().isVisible(), false);
    await page.getByRole('link', { name: '连同未变的一起显示' }).click();
    assert.ok(await page.locator('details.same p').first().isVisible());
    await page.finish();
  });
}

test('attachments are named at the head, tables are tables, and the file is a Word file', async () => {
  const page = await own.open('/doc/rule');
  await page.locator('.attachments a').first().click();
  assert.ok(await page.locator('.text table').last().isVisible());
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#downloads ~ .actions a', { hasText: 'Word' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^岚江省登记办法\.docx$/);
  await page.finish();
});

test('paper shows state, address, code and relations, and nothing to press', async () => {
  const page = await site.open('/doc/lj-rule-2021-jc05?q=养犬');
  await page.emulateMedia({ media: 'print' });
  for (const shown of ['.banner', '.printed', '.qr svg', '.related h2', '.text']) {
    assert.ok(await page.locator(shown).first().isVisible(), shown);
  }
  for (const hidden of ['header.site', 'footer.site', '.outline', '.mark-bar', '.tools', '.open-outline', 'button']) {
    for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, hidden);
  }
  const paper = await page.pdf({ format: 'A4' });
  assert.ok(paper.length > 10_000);
  await page.finish();
});

test('the keyboard alone opens an article’s tools', async () => {
  const page = await own.open('/doc/rule', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('#art-2 .n').focus();
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.textContent === '复制引文')) break;
  }
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: '已复制引文' }).waitFor();
  await page.finish();
});

test('the page of an article follows its citations, copies, and keeps the day', async () => {
  const page = await own.open('/doc/rule/art/3?as_of=2023-05-01', { viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [name, wanted] of [
    ['复制链接', `${own.address}/doc/rule/art/3`],
    ['复制引文', '《岚江省登记办法》第三条'],
    ['复制条文', '本办法第二条另行规定。'],
  ]) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.toast', { hasText: name.replace('复制', '已复制') }).waitFor();
    assert.equal(await copied(), wanted);
  }
  assert.ok((await shifts(page)) < 0.01);
  await fits(page);
  for (const link of await page.locator('.neighbours a, .text a.ref').all()) {
    assert.match(await link.getAttribute('href'), /[?&]as_of=2023-05-01/);
  }
  await page.locator('.text a.ref').click();
  assert.match(page.url(), /\/doc\/rule\?at=2&as_of=2023-05-01#art-2$/);
  assert.match(await page.locator('.banner time').innerText(), /2023-05-01/);
  await page.goto(`${own.address}/doc/rule/art/1`);
  assert.deepEqual(
    await page.locator('.text a.ref').evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
    ['/doc/code-1', '/doc/hostile?at=1#art-1'],
  );
  await page.finish();
});

test('hostile titles are text everywhere', async () => {
  for (const route of ['/doc/hostile', '/doc/hostile/relations', '/doc/hostile/art/1', '/doc/rule', '/doc/rule/compare?with=hostile&all=1']) {
    const page = await own.open(route);
    assert.equal(await page.locator('main script, main img').count(), 0, route);
    assert.match(await page.locator('main').innerText(), /<img src=x onerror=alert\(1\)>/, route);
    await page.finish();
  }
});
