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

  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        reportError(new Error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
      });
    });
    context.on("page", (page) => this.overPage(page));
  }

  private overPage(page: Page): void {
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

export interface Visit extends Entered {
  page: Page;
  context: BrowserContext;
}

interface Fixtures {
  watch: Watch;
  /** A browser of the person's own, already signed in. */
  visit: (person: Person) => Promise<Visit>;
}

/** The test of this suite: it fails on any console error, page error or policy violation along the way. */
export const test = base.extend<Fixtures>({
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      await watch.over(context);
      await use(watch);
      expect(watch.problems, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, contextOptions, watch, baseURL, viewport, isMobile, hasTouch, locale }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (person) => {
      const entered = await enter(person);
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        viewport,
        isMobile,
        hasTouch,
        locale,
      });
      opened.push(context);
      await watch.over(context);
      await context.addCookies([{ ...entered.cookie, url: baseURL }]);
      return { ...entered, context, page: await context.newPage() };
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect };
