import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Entered, enter, type Person } from "./people";

/** What went wrong in any page of a test without failing a step: errors, refused scripts, boxes nobody asked for. */
export class Watch {
  readonly problems: string[] = [];
  private readonly expected: RegExp[] = [];

  /** A message of the browser that belongs to what the test does, such as a request that must be refused. */
  expect(message: RegExp): void {
    this.expected.push(message);
  }

  over(context: BrowserContext): void {
    context.on("page", (page) => this.overPage(page));
  }

  overPage(page: Page): void {
    const at = () => new URL(page.url(), "http://x").pathname;
    page.on("pageerror", (error) => this.note(`${at()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.note(`${at()}: ${message.text()} ${message.location().url}`);
      }
    });
    page.on("dialog", async (dialog) => {
      if (dialog.type() === "beforeunload") return dialog.accept();
      this.note(`${at()}: a box appeared: ${dialog.message()}`);
      await dialog.dismiss();
    });
  }

  private note(problem: string): void {
    if (!this.expected.some((message) => message.test(problem))) this.problems.push(problem);
  }
}

/** Makes a page error of each violation of the security policy. */
async function reportPolicy(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      reportError(new Error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
  });
}

export interface Visit extends Entered {
  page: Page;
  context: BrowserContext;
}

interface Fixtures {
  watch: Watch;
  /** A browser of its own, as the project describes it. */
  newBrowser: () => Promise<BrowserContext>;
  /** A browser of the person's own, already signed in. */
  visit: (person: Person) => Promise<Visit>;
  /**
   * A page for who only looks, in a browser that earlier tests left: what the person, or nobody, has loaded there need
   * not be loaded again.
   */
  stay: (person: Person | null) => Promise<Page>;
}

/** Those of this worker, by person. */
const kept = new Map<string, BrowserContext>();

async function signIn(context: BrowserContext, person: Person, baseURL?: string): Promise<Entered> {
  const entered = await enter(person);
  await context.addCookies([{ ...entered.cookie, url: baseURL }]);
  return entered;
}

/** The test of this suite: it fails on any console error, page error or policy violation along the way. */
export const test = base.extend<Fixtures>({
  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter.
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.problems, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    await reportPolicy(context);
    watch.over(context);
    await use(context);
  },
  newBrowser: async ({ browser, contextOptions, baseURL, viewport, isMobile, hasTouch, locale }, use) => {
    await use(async () => {
      const options = { ...contextOptions, baseURL, viewport, isMobile, hasTouch, locale };
      const context = await browser.newContext(options);
      await reportPolicy(context);
      return context;
    });
  },
  visit: async ({ newBrowser, watch, baseURL }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (person) => {
      const context = await newBrowser();
      opened.push(context);
      watch.over(context);
      const entered = await signIn(context, person, baseURL);
      return { ...entered, context, page: await context.newPage() };
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  stay: async ({ newBrowser, watch, baseURL }, use) => {
    const pages: Page[] = [];
    await use(async (person) => {
      const key = person?.userId ?? "";
      const context = kept.get(key) ?? (await newBrowser());
      if (!kept.has(key) && person) await signIn(context, person, baseURL);
      kept.set(key, context);
      const page = await context.newPage();
      watch.overPage(page);
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.close()));
  },
});

export { expect };
