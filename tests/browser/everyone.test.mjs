// For everyone: accessibility of every kind of page however it is shown, the switches, completions, the box on other sites.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { DESKTOP, PHONE, findings, startSite } from './site.mjs';

// A page of another site, on another port, which places the box. It is told the address of ours when that is known.
let ours = '';
const host = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="zh-CN"><title>另一个网站</title><h1>另一个网站</h1><script src="${ours}/embed.js"></script>`);
});
const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

let site;
let other;
before(async () => {
  other = `http://127.0.0.1:${await listen(host)}`;
  site = await startSite({ settings: `[embed]\norigins = ["${other}"]\n` });
  ours = site.address;
});
after(async () => {
  host.close();
  await site?.stop();
});

const KINDS = {
  home: '/',
  results: '/search?q=养犬登记',
  articles: '/search?q=养犬登记&level=article',
  reasons: '/search?q=养犬登记&explain=1',
  nothing: '/search?q=薛定谔方程组波函数坍缩&literal=1',
  document: '/doc/lj-reg-2021-06',
  related: '/doc/lj-rule-2021-jc05',
  article: '/doc/lj-reg-2021-06/art/3',
  comparison: '/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2022-06',
  statistics: '/statistics',
  docs: '/docs',
  problem: '/no-such-page',
  embed: '/embed',
  near: '/search?q=养犬登记&near=520000',
};
const SHOWN = {
  light: {},
  dark: { colorScheme: 'dark' },
  'high contrast': { display: 'contrast' },
  'high contrast in the dark': { display: 'contrast-dark' },
  'large letters on a phone': { viewport: PHONE, display: 'large' },
  'traditional characters': { display: 'traditional' },
};

// The page of a problem has the status of one, which the console reports.
const close = (page, kind) => (kind === 'problem' ? page.context().close() : page.finish());

for (const [shown, options] of Object.entries(SHOWN)) {
  test(`no page has a finding of axe: ${shown}`, async () => {
    const found = [];
    for (const [kind, route] of Object.entries(KINDS)) {
      const page = await site.open(route, options);
      found.push(...(await findings(page)).map((finding) => `${kind}: ${finding}`));
      await close(page, kind);
    }
    assert.deepEqual(found, []);
  });
}

test('large letters fit every page of a phone', async () => {
  for (const [kind, route] of Object.entries(KINDS)) {
    const page = await site.open(route, { viewport: PHONE, display: 'large-traditional' });
    const [wide, most] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= most, `${kind} is ${wide} px wide on ${most}`);
    await close(page, kind);
  }
});

test('the switches work without JavaScript, stay, and come off again', async () => {
  const page = await site.open('/search?q=养犬登记', { javaScriptEnabled: false });
  const place = page.url();
  const turn = (name) => page.getByRole('button', { name, exact: true }).click();
  const style = (selector, name) => page.locator(selector).first().evaluate((element, of) => getComputedStyle(element)[of], name);
  await turn('大字');
  assert.equal(page.url(), place);
  assert.equal(await style('html', 'fontSize'), '20px');
  await turn('深色');
  await turn('高对比');
  assert.equal(await style('body', 'backgroundColor'), 'rgb(0, 0, 0)');
  await turn('繁體');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hant');
  assert.match(await page.locator('.converted').innerText(), /程式|程序/);
  assert.match(await page.locator('.hit h2').first().innerText(), /養犬/);
  assert.equal(await page.inputValue('#q'), '养犬登记');
  await page.locator('.hit h2 a').first().click();
  assert.match(await page.locator('h1').innerText(), /養犬/);
  assert.equal(await page.locator('html').getAttribute('class'), 'large contrast dark traditional');
  for (const name of ['大字', '深色', '高對比', '繁體']) {
    const button = page.getByRole('button', { name, exact: true });
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    await button.click();
  }
  assert.equal(await page.locator('html').getAttribute('class'), null);
  await page.finish();
});

test('light and dark can be chosen against the system', async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [light, dark] = ['rgb(251, 250, 248)', 'rgb(20, 24, 27)'];
  for (const [options, wanted] of [
    [{ colorScheme: 'light' }, light],
    [{ colorScheme: 'dark' }, dark],
    [{ colorScheme: 'dark', display: 'light' }, light],
    [{ colorScheme: 'light', display: 'dark' }, dark],
    [{ colorScheme: 'dark', display: 'contrast' }, 'rgb(0, 0, 0)'],
  ]) {
    const page = await site.open('/', options);
    assert.equal(await ground(page), wanted, JSON.stringify(options));
    await page.emulateMedia({ media: 'print' });
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.equal(ink, 'rgb(0, 0, 0)', 'paper has black letters');
    await page.finish();
  }
});

test('completions are a listbox that the keyboard walks', async () => {
  const page = await site.open('/');
  const [box, list] = [page.locator('#q'), page.locator('#q-options')];
  const before = await page.locator('.held').boundingBox();
  await box.pressSequentially('养犬', { delay: 20 });
  await list.waitFor({ state: 'visible' });
  assert.deepEqual(await page.locator('.held').boundingBox(), before, 'nothing moves');
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await findings(page), []);
  const count = await list.locator('[role=option]').count();
  assert.match(await page.locator('.search [role=status]').innerText(), new RegExp(`^${count} 条建议`));
  const active = async () => (await box.getAttribute('aria-activedescendant'))?.replace('q-options-', '');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), '0');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), String(count - 1));
  await page.keyboard.press('Home');
  assert.equal(await active(), '0');
  await page.keyboard.press('End');
  assert.equal(await active(), String(count - 1));
  await page.keyboard.press('Escape');
  assert.equal(await list.isVisible(), false);
  assert.equal(await box.inputValue(), '养犬');
  await page.keyboard.press('ArrowDown');
  await list.waitFor({ state: 'visible' });
  await page.keyboard.press('ArrowDown');
  const text = await list.locator('[aria-selected=true] span').innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?/);
  assert.equal(new URL(page.url()).searchParams.get('q'), text);
  await page.finish();
});

test('completions wait for the input method, take the last answer only, and never run what they show', async () => {
  const page = await site.open('/');
  const asked = [];
  await page.route('**/api/v1/suggest?*', async (route) => {
    const q = new URL(route.request().url()).searchParams.get('q');
    asked.push(q);
    if (q === '甲') await new Promise((resolve) => setTimeout(resolve, 600));
    const suggestions = [{ text: `${q}<img src=x onerror=alert(1)>`, kind: 'title', number: null }];
    await route.fulfill({ json: { q, suggestions } }).catch(() => {});
  });
  const box = page.locator('#q');
  await box.focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'yang', selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(400);
  assert.deepEqual(asked, [], 'nothing is asked while letters are composed');
  await devtools.send('Input.insertText', { text: '甲' });
  await page.waitForTimeout(250);
  await box.fill('乙');
  await page.locator('#q-options li').waitFor();
  await page.waitForTimeout(700);
  assert.deepEqual(asked, ['甲', '乙']);
  assert.match(await page.locator('#q-options').innerText(), /^乙<img/);
  assert.equal(await page.locator('#q-options img').count(), 0);
  await page.locator('#q-options li').click();
  assert.match(new URL(page.url()).searchParams.get('q'), /^乙<img/);
  await page.finish();
});

test('another site places the box, and results open here in a new window', async () => {
  const context = await site.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await page.goto(other);
  const frame = page.frameLocator('iframe');
  await frame.locator('#q').fill('养犬登记');
  const opened = context.waitForEvent('page');
  await frame.locator('button').click();
  const results = await opened;
  await results.waitForLoadState();
  assert.equal(new URL(results.url()).origin, site.address);
  assert.ok((await results.locator('.hit').count()) > 0);
  const { width, height } = await page.locator('iframe').boundingBox();
  assert.ok(width > 300 && height >= 60);
  assert.deepEqual(wrong.filter((text) => !/favicon/.test(text) && !/404/.test(text)), []);
  // A site that is not in the settings gets no frame.
  const stranger = await context.newPage();
  const refused = [];
  stranger.on('console', (message) => refused.push(message.text()));
  await stranger.goto(other.replace('127.0.0.1', 'localhost'));
  await stranger.waitForTimeout(500);
  assert.ok(refused.some((text) => /frame-ancestors/.test(text)), refused.join('\n'));
  await context.close();
});

test('focus is seen, also with the colours of the system, and nothing moves for who wants that', async () => {
  for (const options of [{}, { forcedColors: 'active', reducedMotion: 'reduce' }]) {
    const page = await site.open('/search?q=养犬登记', options);
    for (let at = 0; at < 12; at += 1) {
      await page.keyboard.press('Tab');
      const { width, style, name } = await page.evaluate(() => {
        const held = getComputedStyle(document.activeElement);
        return { width: parseFloat(held.outlineWidth), style: held.outlineStyle, name: document.activeElement.outerHTML.slice(0, 80) };
      });
      assert.ok(width >= 2 && style !== 'none', `no outline on ${name}`);
    }
    const behavior = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
    assert.equal(behavior, options.reducedMotion ? 'auto' : 'smooth');
    await page.finish();
  }
});

test('what a finger presses is large enough', async () => {
  const page = await site.open('/search?q=养犬登记', { viewport: PHONE });
  const small = await page.locator('.display button, .search button, .brand, footer a').evaluateAll((all) =>
    all.map((one) => [one.textContent, one.getBoundingClientRect()]).filter(([, { height, width }]) => height < 44 || width < 28).map(([text]) => text));
  assert.deepEqual(small, []);
  await page.finish();
});

test('a first view takes at most 60 KB, files of the page included', async (t) => {
  for (const [kind, route] of Object.entries(KINDS)) {
    const context = await site.browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(site.address + route, { waitUntil: 'networkidle' });
    t.diagnostic(`${kind}: ${(bytes / 1024).toFixed(1)} KB`);
    assert.ok(bytes <= 60 * 1024, `${kind} takes ${bytes} bytes`);
    await context.close();
  }
});
