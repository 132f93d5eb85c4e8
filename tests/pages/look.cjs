// Opens each page of a folder in each look and prints what a browser makes of it, as JSON.
// node look.cjs CHROMIUM FOLDER PAGE...; NODE_PATH names where playwright-core and axe-core are.
// The first rows of each table and pictures of a kind stand for the rest, which are made by the same
// lines of a template, and more of them in the first look: axe needs a minute for them all.
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const [MANY, FEW] = [40, 3];
const LOOKS = [["light", 1280], ["light", 360], ["dark", 1280], ["dark", 360]];
const PAPER = { width: 718, height: 1047 };  // A4 within the margins of 1 cm that a browser gives it
const [executablePath, folder, ...pages] = process.argv.slice(2);
const root = pathToFileURL(folder).href + "/";

async function judged(page) {
  const { violations, passes } = await page.evaluate(async (source) => {
    (0, eval)(source);
    return window.axe.run(document, { resultTypes: ["violations"] });
  }, AXE);
  const told = violations.map((found) => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`);
  return { violations: told, passes: passes.length };
}

const open = () => document.querySelectorAll("details").forEach((one) => { one.open = true; });
const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
// A text of a picture that reaches beyond it is cut.
const beyond = () => [...document.querySelectorAll("svg.picture")].flatMap((picture) => {
  const { left, right } = picture.getBoundingClientRect();
  return [...picture.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5);
  }).map((text) => text.outerHTML.slice(0, 100));
});
const thin = (rows) => document.querySelectorAll("tbody, .pictures").forEach((body) => {
  [...body.children].slice(rows).forEach((row) => row.remove());
});
const shown = (language) => [...document.querySelectorAll(`main [lang="${language}"]`)]
  .filter((one) => one.getClientRects().length > 0).length;

async function seen(browser, name, [colorScheme, width], javaScriptEnabled, rows) {
  const context = await browser.newContext({
    colorScheme, javaScriptEnabled, viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(root + name);
  const found = { page: name, scheme: colorScheme, width, script: javaScriptEnabled };
  if (javaScriptEnabled) {
    await page.evaluate(open);
    found.overflow = await page.evaluate(overflow);
    found.beyond = await page.evaluate(beyond);
    await page.evaluate(thin, rows);
    Object.assign(found, await judged(page));
  } else {
    found.english = await page.evaluate(shown, "en");
    await page.locator("#only-id").check();
    found.withoutEnglish = await page.evaluate(shown, "en");
    await page.locator("#only-en").check();
    found.withoutIndonesian = await page.evaluate(shown, "id");
    found.height = (await page.locator("main").boundingBox()).height;
  }
  await context.close();
  return { ...found, outside: requests.filter((url) => !url.startsWith(root)), requests: requests.length, errors };
}

const printed = () => {
  const closed = [...document.querySelectorAll("details:not([open])")];
  const told = (one) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const parts = closed.filter(told).flatMap((one) => [...one.children].slice(1));
  const tones = [...document.querySelectorAll("body, body *")].filter(told).flatMap((one) => {
    const { color, backgroundColor } = getComputedStyle(one);
    return [`ink ${color}`, `paper ${backgroundColor}`];
  });
  return {
    folded: parts.length,
    hidden: parts.filter((part) => part.getClientRects().length === 0 || !told(part))
      .map((part) => part.outerHTML.slice(0, 100)),
    cut: [...document.querySelectorAll("main *")]
      .filter((one) => told(one) && getComputedStyle(one).overflowX !== "visible")
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.outerHTML.slice(0, 100)),
    tones: [...new Set(tones)],
  };
};

async function onPaper(browser, name, colorScheme) {
  const context = await browser.newContext({ colorScheme, viewport: PAPER });
  const page = await context.newPage();
  await page.goto(root + name);
  await page.emulateMedia({ media: "print", colorScheme });
  const found = await page.evaluate(printed);
  found.overflow = await page.evaluate(overflow);
  found.beyond = await page.evaluate(beyond);
  const sheets = await page.pdf({ preferCSSPageSize: true });
  found.sheets = sheets.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  await context.close();
  return found;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const all = [];
  for (const name of pages) {
    for (const look of LOOKS) all.push(await seen(browser, name, look, true, look === LOOKS[0] ? MANY : FEW));
    all.push(await seen(browser, name, LOOKS[1], false));
    for (const scheme of ["light", "dark"]) all.push(await onPaper(browser, name, scheme));
  }
  await browser.close();
  console.log(JSON.stringify(all));
})();
