import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { serviceEvents } from "@/db/schema/catalog";
import { changePolicy } from "@/lib/sla/mutations/change-policy";
import { findPolicy, listPolicies } from "@/lib/sla/queries";
import { type PolicyChange, policyChange } from "@/lib/sla/schema";
import { policyOf } from "../support/policies";
import { look } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

type Term = PolicyChange["terms"]["high"]["resolution"];
type In = (amount: number | null) => Term;

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

describe("what a service promises", () => {
  it("is changed as a whole, and its event keeps how it was", async () => {
    const { id } = world.tax;
    expect(
      await changePolicy(world.ada, policyOf(id, { pendingLapseDays: 3, noticeDays: [2] }), later(0)),
    ).toEqual({
      revision: 2,
    });
    const sheet = await findPolicy(world.ada, id);
    expect(sheet).toMatchObject({ revision: 2, pendingLapseDays: 3, noticeDays: [2], name: "IPVA" });
    expect(sheet?.terms.urgent).toEqual(policyOf(id).terms.urgent);
    const [event] = await db.select().from(serviceEvents).where(eq(serviceEvents.serviceId, id));
    expect(event).toMatchObject({
      verb: "change_policy",
      actorId: world.ada.userId,
      at: later(0),
      facts: { before: { pendingLapseDays: 7, terms: { normal: { resolution: { amount: null } } } } },
    });
    const line = (await listPolicies(world.ada)).find((one) => one.id === id);
    expect(line?.terms).toEqual(policyOf(id).terms.normal);
  });
  it("holds for what begins from now on", async () => {
    const { id } = world.reviewed;
    const before = (await world.open(world.ana, undefined, world.reviewed)).number;
    await changePolicy(world.ada, policyOf(id), later(0));
    const after = (await world.open(world.ana, undefined, world.reviewed)).number;
    expect((await look(before)).targets).toEqual([]);
    expect((await look(after)).targets).toHaveLength(2);
  });
  it("is not changed over somebody else's change, nor by anybody else, nor where there is none", async () => {
    const { id } = world.quick;
    await changePolicy(world.ada, policyOf(id), later(0));
    const other = policyOf(id, { pendingLapseDays: 4 });
    await expect(changePolicy(world.ada, other, later(0))).rejects.toMatchObject({ code: "conflict" });
    await expect(changePolicy(world.gilda, policyOf(id), later(0))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(changePolicy(world.ada, policyOf(world.ana.userId), later(0))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listPolicies(world.gilda)).rejects.toMatchObject({ code: "forbidden" });
    await expect(findPolicy(world.gilda, id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await findPolicy(world.ada, "x")).toBeNull();
  });
  it("is changed once where the answer to the same change was lost", async () => {
    const { id } = world.lawful;
    const none = { amount: null, unit: "working_minutes" } as const;
    const { terms } = policyOf(id);
    const change = policyOf(id, { terms: { ...terms, low: { first_response: none, resolution: none } } });
    const changes = () => db.$count(serviceEvents, eq(serviceEvents.serviceId, id));
    expect(await changePolicy(world.ada, change, later(0))).toEqual({ revision: 2 });
    expect(await changePolicy(world.ada, change, later(0, 1))).toEqual({ revision: 2 });
    expect(await changes()).toBe(1);
    for (const other of [policyOf(id), { ...change, noticeDays: [5] }, { ...change, escalationHours: null }])
      await expect(changePolicy(world.ada, other, later(1))).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what is sent", () => {
  const policy = (change: object) => policyChange.safeParse({ ...policyOf(crypto.randomUUID()), ...change });
  const termed = (amount: unknown, unit = "working_hours") => {
    const terms = { first_response: { amount, unit }, resolution: { amount: null, unit: "working_days" } };
    return policy({ terms: { low: terms, normal: terms, high: terms, urgent: terms } });
  };
  it.each([
    ["nothing promised", termed(null), true],
    ["a term", termed(4), true],
    ["no time at all", termed(0), false],
    ["half an hour", termed(0.5), false],
    ["what is no number", termed(Number.NaN), false],
    ["more than a year", termed(2_001), false],
    ["more minutes than anybody counts", termed(6_001, "working_minutes"), false],
    ["no notice", policy({ noticeDays: [] }), false],
    ["the same notice twice", policy({ noticeDays: [1, 1] }), false],
    ["a notice of no day", policy({ noticeDays: [0] }), false],
    ["four notices", policy({ noticeDays: [1, 2, 3, 4] }), false],
    ["no silence", policy({ pendingLapseDays: 0 }), false],
    ["no window", policy({ reopenWindowDays: 0 }), true],
    ["no escalation", policy({ escalationHours: null }), true],
    ["an escalation at once", policy({ escalationHours: 0 }), false],
  ])("%s", (_, parsed, good) => {
    expect(parsed.success).toBe(good);
    for (const issue of parsed.error?.issues ?? []) expect(issue.message).toMatch(/^[A-ZÀ-Ú].*\.$/);
  });

  const promised = (first_response: Term, resolution: Term) => {
    const terms = { first_response, resolution };
    const rest = policyOf(crypto.randomUUID()).terms;
    return policy({ terms: { ...rest, high: terms } });
  };
  const [minutes, hours, days, calendar] = (
    ["working_minutes", "working_hours", "working_days", "calendar_days"] as const
  ).map((unit) => (amount: number | null) => ({ amount, unit })) as [In, In, In, In];
  it.each([
    [hours(400), days(3), false],
    [hours(73), days(3), false],
    [hours(72), days(3), true],
    [hours(4), hours(4), true],
    [hours(5), hours(4), false],
    [minutes(241), hours(4), false],
    [minutes(240), hours(4), true],
    [hours(2), minutes(30), false],
    [days(3), days(2), false],
    [days(2), days(2), true],
    [days(5), hours(4), false],
    [days(1), hours(4), true],
    [days(31), calendar(30), false],
    [days(30), calendar(30), true],
    [calendar(31), calendar(30), false],
    [calendar(15), days(2), false],
    [calendar(14), days(2), true],
    [calendar(30), hours(4), false],
    [hours(73), calendar(1), false],
    [hours(48), calendar(1), true],
    [hours(400), days(null), true],
    [hours(null), days(3), true],
  ])("a first response in %o, a solution in %o", (response, resolution, good) => {
    const parsed = promised(response, resolution);
    expect(parsed.success).toBe(good);
    expect(parsed.error?.issues ?? []).toMatchObject(
      good
        ? []
        : [
            {
              path: ["terms", "high", "first_response", "amount"],
              message: "A primeira resposta não pode ser prometida para depois da solução.",
            },
          ],
    );
  });
});
