// Starts the demonstration server and a browser, and makes pages that notice what must not happen: errors on the
// console and requests to any other host.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

// `source` are the flags that say what is served; `settings` is the text of a file of settings (TOML).
async function startServer(source, settings) {
  const file = settings && path.join(await mkdtemp(path.join(tmpdir(), 'tongcha-')), 'settings.toml');
  if (file) await writeFile(file, settings);
  const more = file ? ['--config', file] : [];
  const server = spawn(path.join(target, 'debug', 'tongcha-server'), [...source, '--listen', '127.0.0.1:0', ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the server did not say where it listens: ${said}`)), 60_000).unref();
  });
  return { server, address };
}

// Indexes these records (a JSON object each) in a folder of their own; ends with the folder of the index.
export async function indexRecords(records) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tongcha-browser-'));
  const file = path.join(folder, 'records.jsonl');
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  const data = path.join(folder, 'data');
  await promisify(execFile)(path.join(target, 'debug', 'tongcha-indexer'), ['build', '--source', file, '--data', data]);
  return { data, remove: () => rm(folder, { recursive: true, force: true }) };
}

// The demonstration, or the index in a folder, with these settings.
export async function startSite({ data, settings } = {}) {
  const { server, address } = await startServer(data ? ['--data', data] : ['--demo'], settings);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const options = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };
  return {
    address,
    browser,
    // A fresh page; `finish()` at the end fails on console errors and foreign requests.
    async open(route, { viewport = DESKTOP, display, ...more } = {}) {
      const context = await browser.newContext({ ...options, viewport, ...more });
      // As if the switches had been turned: words joined by hyphens.
      if (display) await context.addCookies([{ name: 'display', value: display, url: address }]);
      const page = await context.newPage();
      const wrong = [];
      page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
      page.on('dialog', (dialog) => {
        wrong.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(address) && !url.startsWith('data:')) wrong.push(`foreign host: ${url}`);
      });
      await page.goto(address + route);
      page.finish = async () => {
        assert.deepEqual(wrong, []);
        await context.close();
      };
      return page;
    },
    async stop() {
      await browser.close();
      server.removeAllListeners('exit');
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      assert.equal(await ended, 0, 'the server ends well when it is told to');
    },
  };
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What axe finds wrong on a page, a line each.
export async function findings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map((one) => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
  });
}

// Where words are typed.
export const box = '#q';

// Types words and asks.
export async function search(page, words) {
  await page.fill(box, words);
  await page.press(box, 'Enter');
  await page.waitForURL(/\/search\?/);
}

// The page must not be wider than the screen: nobody scrolls sideways to read a law.
export async function fits(page) {
  const { wide, shown } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    shown: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= shown, `${page.url()} is ${wide} px wide on a screen of ${shown}`);
}
