import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { showMissing } from "@/lib/early/waiting";

vi.mock("@/lib/early/waiting", () => ({ showMissing: vi.fn(), showWaiting: vi.fn() }));

class Script {
  constructor(readonly src: string) {}
}
let fails: (target: object) => void = () => undefined;

beforeAll(async () => {
  const heard = new Map<string, (event: object) => void>();
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("location", { origin: "https://portal.example" });
  vi.stubGlobal("HTMLScriptElement", Script);
  vi.stubGlobal("addEventListener", (kind: string, hear: (event: object) => void) => heard.set(kind, hear));
  await import("@/lib/early/script");
  fails = (target) => heard.get("error")?.({ target });
  return () => vi.unstubAllGlobals();
});
beforeEach(() => vi.mocked(showMissing).mockClear());

test("a script of the portal that does not come is missed", () => {
  fails(new Script("https://portal.example/_next/static/chunks/main.js"));
  expect(showMissing).toHaveBeenCalledTimes(1);
});

test.for([
  ["an extension's", new Script("chrome-extension://abcdef/inject.js")],
  ["another host's", new Script("https://portal.example.golpe.example/x.js")],
  ["one without an address", new Script("")],
  ["no script at all", { src: "https://portal.example/foto.png" }],
] as const)("%s is not", ([, target]) => {
  fails(target);
  expect(showMissing).not.toHaveBeenCalled();
});
