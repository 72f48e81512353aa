import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { PUT } from "@/app/api/drafts/[place]/route";
import { pool } from "@/db/index";
import { loginMessage } from "@/lib/accounts/labels";
import type { UserActor } from "@/lib/actor";
import { servicePlace } from "@/lib/place";
import { addReply } from "@/lib/tickets/actions";
import { createAccount, PASSWORD } from "../support/accounts";
import { stories, words } from "../support/stories";
import { Visitor } from "../support/visitor";
import { createWorld, type World } from "../support/world";

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));

vi.mock("@/lib/auth", () => ({
  getActor: async () => session.actor,
  actorOrResponse: async () => session.actor,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: (work: () => Promise<void>) => void work(),
}));

let world: World;
let number: number;

beforeAll(async () => {
  world = await createWorld();
  number = await stories(world).assigned();
  session.actor = world.ana;
});

afterEach(() => vi.restoreAllMocks());

function failing(code: string, message = "failed") {
  const fail = () => Promise.reject(Object.assign(new Error(message), { code }));
  vi.spyOn(pool, "query").mockImplementation(fail);
  vi.spyOn(pool, "connect").mockImplementation(fail);
}

test.each([
  ["the connection is refused", "ECONNREFUSED", ""],
  ["the server shuts down", "57P01", ""],
  ["the server is starting", "57P03", ""],
  ["all its places are taken", "53300", ""],
  ["no connection is free in time", "", "timeout exceeded when trying to connect"],
  ["an answer does not come", "", "Query read timeout"],
  ["the connection breaks", "", "Connection terminated unexpectedly"],
])("what is sent while %s is answered: later, and nothing typed is lost", async (_when, code, message) => {
  failing(code, message);
  const result = await addReply(words(number));
  expect(result).toMatchObject({ ok: false, error: { code: "unavailable", fields: {} } });
  expect(result.ok === false && result.error.message).toBe(
    "O portal está temporariamente indisponível. O que você escreveu continua aqui; tente de novo em alguns instantes.",
  );
});

test("a defect is not called that: it has a code that is in the log", async () => {
  failing("42703", 'column "x" does not exist');
  const result = await addReply(words(number));
  expect(result).toMatchObject({ ok: false, error: { code: "unexpected", reference: expect.any(String) } });
});

test("an endpoint answers 503 and says when to come back", async () => {
  failing("ECONNREFUSED");
  const place = servicePlace(world.tax.id);
  const request = new Request(`http://localhost:3000/api/drafts/${place}`, {
    method: "PUT",
    headers: { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ id: world.tax.id, revision: 0, owner: world.ana.userId, content: {} }),
  });
  const response = await PUT(request, { params: Promise.resolve({ place }) });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ error: { code: "unavailable" } });
});

test("the login says so, and counts no attempt", async () => {
  const { cpf } = await createAccount("ana");
  failing("ECONNREFUSED");
  const visitor = new Visitor();
  for (let n = 0; n < 10; n += 1) expect(await visitor.logIn(cpf, PASSWORD)).toBe("unavailable");
  expect(loginMessage("unavailable").title).toBe("O portal está temporariamente indisponível");
  vi.restoreAllMocks();
  expect(await visitor.logIn(cpf, PASSWORD)).toBeNull();
});
