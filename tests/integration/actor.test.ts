import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/index";
import {
  classGrants,
  departments,
  institutions,
  operators,
  permissionClasses,
  profiles,
  sessions,
  users,
} from "@/db/schema/people";
import { loadActor } from "@/lib/accounts/queries";
import { createAccount } from "@/tests/support/accounts";
import { emptyDatabase } from "@/tests/support/database";

beforeEach(emptyDatabase);

const NOW = new Date("2026-03-02T13:00:00Z");

async function openSession(userId: string): Promise<string> {
  const id = v7();
  const expiresAt = new Date("2027-01-01T00:00:00Z");
  await db.insert(sessions).values({ id, userId, way: "password", createdAt: NOW, expiresAt });
  return id;
}

async function createDepartment(slug: string, timeZone = "America/Sao_Paulo"): Promise<string> {
  const id = v7();
  await db.insert(departments).values({ id, slug, name: slug, shortName: slug, timeZone });
  return id;
}

test("a citizen holds no role", async () => {
  const ana = await createAccount("ana");
  const session = await openSession(ana.id);
  expect(await loadActor(session, NOW)).toEqual({
    kind: "user",
    userId: ana.id,
    sessionId: session,
    name: ana.name,
    email: ana.email,
    admin: false,
    technicianOf: [],
    managerOf: [],
    moderatorOf: [],
    institution: null,
    classes: [],
    level: null,
  });
});

test("what is no session is nobody", async () => {
  for (const id of [v7(), "", "1 or 1=1", "00000000-0000-0000-0000-00000000000x"]) {
    expect(await loadActor(id, NOW)).toBeNull();
  }
});

test("profiles count while they are in force, by the date at their department", async () => {
  const ana = await createAccount("ana");
  const session = await openSession(ana.id);
  const [east, west, ended] = await Promise.all([
    createDepartment("leste"),
    createDepartment("oeste", "America/Rio_Branco"),
    createDepartment("findo"),
  ]);
  const own = { userId: ana.id, ordinance: "Portaria nº 1/2026" };
  await db.insert(profiles).values([
    { ...own, departmentId: east, role: "technician", validTo: "2026-03-01" },
    { ...own, departmentId: west, role: "technician", validTo: "2026-03-01", moderator: true },
    { ...own, departmentId: east, role: "manager", validFrom: "2026-03-02" },
    { ...own, departmentId: ended, role: "technician", endedAt: NOW },
  ]);
  const at = async (moment: string) => {
    const actor = await loadActor(session, new Date(moment));
    return actor && [actor.technicianOf, actor.managerOf, actor.moderatorOf].map((list) => [...list].sort());
  };
  expect(await at("2026-03-02T02:59:00Z")).toEqual([[east, west].sort(), [], [west]]);
  expect(await at("2026-03-02T03:00:00Z")).toEqual([[west], [east], [west]]);
  expect(await at("2026-03-02T05:00:00Z")).toEqual([[], [east], []]);
});

test("an operator acts for the institution with the classes in force, and for none once either ends", async () => {
  const ana = await createAccount("ana", { admin: true, govbrLevel: "gold" });
  const session = await openSession(ana.id);
  const [bank, operator, seeing, plain, lapsed] = [v7(), v7(), v7(), v7(), v7()];
  await db.insert(institutions).values({ id: bank, name: "Banco Aurora", cnpj: "11022033000159" });
  await db.insert(operators).values({
    id: operator,
    userId: ana.id,
    institutionId: bank,
    kind: "master",
    endsAt: new Date("2026-06-01T00:00:00Z"),
  });
  await db.insert(permissionClasses).values([
    { id: seeing, code: "122", name: "Consultas", seesInstitution: true },
    { id: plain, code: "151", name: "Inclusão" },
    { id: lapsed, code: "160", name: "Outra" },
  ]);
  const grant = { operatorId: operator, grantedAt: NOW };
  await db.insert(classGrants).values([
    { ...grant, classId: seeing, endsAt: new Date("2026-04-01T00:00:00Z") },
    { ...grant, classId: plain },
    { ...grant, classId: lapsed, endedAt: NOW },
  ]);

  const march = await loadActor(session, NOW);
  expect(march).toMatchObject({ admin: true, level: "gold" });
  expect(march?.institution).toEqual({ id: bank, name: "Banco Aurora", master: true, seesTickets: true });
  expect([...(march?.classes ?? [])].sort()).toEqual([seeing, plain].sort());

  const april = await loadActor(session, new Date("2026-04-02T00:00:00Z"));
  expect(april?.institution?.seesTickets).toBe(false);
  expect(april?.classes).toEqual([plain]);

  const june = await loadActor(session, new Date("2026-06-02T00:00:00Z"));
  expect(june).toMatchObject({ institution: null, classes: [] });

  await db.update(institutions).set({ disabledAt: NOW });
  expect((await loadActor(session, NOW))?.institution).toBeNull();
  await db.update(users).set({ disabledAt: NOW }).where(eq(users.id, ana.id));
  expect(await loadActor(session, NOW)).toBeNull();
});
