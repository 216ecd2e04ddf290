// Measures first views on a slow phone: node tests/browser/measure-page.mjs ADDRESS [PATH…]
//
// For each path of a running server: largest contentful paint and layout shift on a phone whose processor is four times
// slower, over a slow connection of the fourth generation (150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up), with
// nothing in the cache; and the bytes that came. Median of the rounds, and the worst. Times are of this machine and say
// nothing elsewhere, so this is no test: weight.test.mjs has what holds everywhere.
import { chromium } from 'playwright-core';
import { PHONE } from './site.mjs';

const ROUNDS = 5;
const CPU_SLOWDOWN = 4;
const KILOBIT = 1024 / 8;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1600 * KILOBIT, uploadThroughput: 750 * KILOBIT };
// How long a page is watched when it has loaded: what moves later than that was moved by its reader.
const WATCHED_MS = 1000;

const [address, ...given] = process.argv.slice(2);
if (!address) {
  console.error('usage: node measure-page.mjs http://127.0.0.1:8080 [/doc/ID …]');
  process.exit(2);
}
const paths = given.length ? given : ['/', `/search?q=${encodeURIComponent('劳动合同')}`];

// Runs in the page before anything of it.
function watch() {
  window.seen = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function view(browser, path) {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(new URL(path, address).href, { waitUntil: 'load' });
  await page.waitForTimeout(WATCHED_MS);
  const { paint, shift } = await page.evaluate(() => window.seen);
  await context.close();
  return { paint, shift, bytes };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
console.log('| page | LCP ms, median | LCP ms, worst | layout shift, worst | KB |\n| --- | ---: | ---: | ---: | ---: |');
for (const path of paths) {
  const views = [];
  for (let round = 0; round < ROUNDS; round += 1) views.push(await view(browser, path));
  const of = (name) => views.map((one) => one[name]);
  const cells = [
    decodeURIComponent(path),
    median(of('paint')).toFixed(0),
    Math.max(...of('paint')).toFixed(0),
    Math.max(...of('shift')).toFixed(3),
    (median(of('bytes')) / 1024).toFixed(1),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
await browser.close();
