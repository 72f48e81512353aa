import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loginMessage } from "@/lib/accounts/labels";
import { safePath } from "@/lib/accounts/rules";
import { cutLinks, cutMould, fillMould, slot } from "@/lib/mould/cut";
import { keptOrNull, ownOrigin } from "@/lib/mould/kept";
import { nastyTexts } from "../support/junk";

const ORIGIN = "https://atendimento.example.gov.br";
const OWN = 'say("{{title}}","$&")';
const HEAD = '<meta charSet="utf-8"/><title>Entrar · Guichê</title><link rel="stylesheet" href="/a.css"';
const drawn = [
  `<!DOCTYPE html><html><head>${HEAD} nonce="old"/>`,
  '<link rel="preload" as="script" fetchPriority="low" nonce="old" href="/b.js"/><link rel="expect" href="#_R_"/>',
  '<script src="/b.js" async="" nonce="old"></script></head><body><!--$-->',
  `<p>${slot("title")}</p><input value="${slot("callbackUrl")}"/><!--/$-->`,
  '<script nonce="old">self.__next_f.push("<p>")</script></body></html>',
].join("");
const mould = cutMould(drawn, OWN);
const values = { title: "T", callbackUrl: "/fila", nonce: "new" };
const filled = (title: string, callbackUrl: string) =>
  `<!DOCTYPE html><html><head>${HEAD}/></head><body><p>${title}</p><input value="${callbackUrl}"/><script nonce="new">${OWN}</script></body></html>`;

const texts = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: "binary", maxLength: 80 }));
const breaking = fc
  .array(
    fc.constantFrom(
      '"',
      "'",
      "<",
      ">",
      "&",
      "</title>",
      "{{nonce}}",
      "&quot;",
      "$&",
      "<!--",
      "javascript:",
      "//",
    ),
  )
  .map((parts) => parts.join(""));
const hostile = fc.oneof(texts, breaking);

/** The two values as a browser would read them, out of a page that is otherwise exactly as it was drawn. */
function readBack(page: string): { title: string; callbackUrl: string } {
  const [before = "", between = "", after = ""] = filled("|", "|").split("|");
  expect(page.startsWith(before) && page.endsWith(after)).toBe(true);
  const [title = "", callbackUrl = "", ...more] = page.slice(before.length, -after.length).split(between);
  expect(more).toEqual([]);
  for (const value of [title, callbackUrl]) expect(value).not.toMatch(/[<>"']/);
  return { title: unescapeHtml(title), callbackUrl: unescapeHtml(callbackUrl) };
}

const signs: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#x27": "'", amp: "&" };
const unescapeHtml = (html: string) =>
  html.replaceAll(/&(lt|gt|quot|#x27|amp);/g, (_, name: string) => signs[name] ?? "");

describe("cutting", () => {
  test("of the framework's scripts nothing stays; the page's own carries the nonce, whatever it looks like", () => {
    expect(fillMould(mould, values)).toBe(filled("T", "/fila"));
  });

  test.each([
    [
      "a part that only the framework's script puts in place",
      "</body>",
      '<div hidden="" id="S:0"></div></body>',
    ],
    ["a place that waits for such a part", "<p>", '<template id="B:0"></template><p>'],
    ["no title", "<title>Entrar · Guichê</title>", ""],
    ["no end", "</body></html>", ""],
  ])("refuses a page with %s", (_what, from, to) => {
    expect(() => cutMould(drawn.replace(from, to), OWN)).toThrow(/^(a part|the page)/);
  });

  test.each(["a='</script>'", "a='</SCRIPT >'", "a='<!--'", "a='<script>'"])(
    "refuses the script %s",
    (script) => {
      expect(() => cutMould(drawn, script)).toThrow("the script");
    },
  );

  test("of what is fetched early, scripts are left out, and the nonce of the drawing", () => {
    const font = '</f.woff2>; rel=preload; as="font"; crossorigin=""; type="font/woff2"';
    const style = '</a.css>; rel=preload; as="style"';
    const drawnWith = `${font}; nonce="old", </b.js>; rel=preload; as="script"; nonce="old", ${style}`;
    expect(cutLinks(drawnWith)).toBe(`${font}, ${style}`);
    expect(cutLinks(null)).toBe("");
  });
});

describe("filling", () => {
  test("whatever the values are, they stay values and the rest of the page stays as it is", () => {
    fc.assert(
      fc.property(hostile, hostile, (title, callbackUrl) => {
        expect(readBack(fillMould(mould, { ...values, title, callbackUrl }))).toEqual({ title, callbackUrl });
      }),
    );
  });

  test("whatever the code in the address is, what is said is one of our sentences", () => {
    fc.assert(
      fc.property(hostile, (code) => {
        const { title } = loginMessage(code);
        expect(readBack(fillMould(mould, { ...values, title })).title).toBe(title);
        expect(title.includes(code) && code.trim().length > 3).toBe(false);
      }),
    );
  });

  test("wherever the address wants to lead, the form holds a path of this portal", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl(), fc.webPath()), (wanted) => {
        const page = fillMould(mould, { ...values, callbackUrl: safePath(wanted, ORIGIN) });
        expect(new URL(readBack(page).callbackUrl, ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });

  test("a slot without a value stays empty", () => {
    expect(readBack(fillMould(mould, { nonce: "new" }))).toEqual({ title: "", callbackUrl: "" });
  });
});

test.each([
  [undefined, "http://localhost:3000"],
  ["0.0.0.0", "http://127.0.0.1:3000"],
  ["::", "http://[::1]:3000"],
  ["localhost", "http://localhost:3000"],
  ["10.1.2.3", "http://10.1.2.3:3000"],
  ["::1", "http://[::1]:3000"],
])("listening at %s, the portal asks itself at %s", (HOST, origin) => {
  expect(ownOrigin({ HOST, PORT: 3000 })).toBe(origin);
});

describe("keeping", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => vi.useRealTimers());

  /** Makes 1, 2, 3 …; `fails` says which of them fail. */
  function counting(fails: number[] = []) {
    let made = 0;
    const make = async () => {
      made += 1;
      if (fails.includes(made)) throw new Error(`no ${made}`);
      return made;
    };
    const key = crypto.randomUUID();
    const ask = () => keptOrNull(key, make);
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    return { ask, settle, times: () => made };
  }

  test("nobody waits for what is not there yet, and it is made once", async () => {
    const { ask, settle, times } = counting();
    expect([ask(), ask(), ask()]).toEqual([null, null, null]);
    await settle();
    expect([ask(), times()]).toEqual([1, 1]);
  });

  test("an old one serves on while it is made again; one that is too old does not", async () => {
    const { ask, settle } = counting();
    ask();
    await settle();
    vi.advanceTimersByTime(20_000);
    expect(ask()).toBe(1);
    await settle();
    expect(ask()).toBe(2);
    vi.advanceTimersByTime(100_000);
    expect(ask()).toBeNull();
    await settle();
    expect(ask()).toBe(3);
  });

  test("what fails is not tried again at once, and an old one serves meanwhile", async () => {
    const { ask, settle, times } = counting([1, 3]);
    ask();
    await settle();
    expect([ask(), ask(), times()]).toEqual([null, null, 1]);
    vi.advanceTimersByTime(1_500);
    ask();
    await settle();
    vi.advanceTimersByTime(20_000);
    ask();
    await settle();
    expect([ask(), ask(), times()]).toEqual([2, 2, 3]);
  });
});
