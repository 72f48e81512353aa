import { eq, inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { db, transact } from "@/db/index";
import { accountEvents, sessions, users } from "@/db/schema/people";
import { loadActor } from "@/lib/accounts/queries";
import type { UserActor } from "@/lib/actor";
import { disableAccount } from "@/lib/people/mutations/disable-account";
import { enableAccount } from "@/lib/people/mutations/enable-account";
import { listPeople } from "@/lib/people/queries";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { releaseTickets } from "@/lib/tickets/mutations/release-tickets";
import { look, stories, words } from "../support/stories";
import { createPerson, createWorld, later, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

async function signIn(person: UserActor): Promise<string> {
  const id = v7();
  const now = new Date();
  await db.insert(sessions).values({
    id,
    userId: person.userId,
    way: "password",
    createdAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  });
  return id;
}

describe("disabling an account", () => {
  it("ends its sessions at the next click, leaves its event, and can be undone", async () => {
    const person = await createPerson("Nilo Reis");
    const session = await signIn(person);
    expect(await loadActor(session, new Date())).not.toBeNull();
    await disableAccount(world.ada, { userId: person.userId }, later(1));
    expect(await loadActor(session, new Date())).toBeNull();
    await expect(disableAccount(world.ada, { userId: person.userId }, later(1))).rejects.toMatchObject({
      code: "conflict",
    });
    await enableAccount(world.ada, { userId: person.userId }, later(2));
    expect(await loadActor(session, new Date())).toBeNull();
    expect(await loadActor(await signIn(person), new Date())).not.toBeNull();
    await expect(enableAccount(world.ada, { userId: person.userId }, later(2))).rejects.toMatchObject({
      code: "conflict",
    });
    const left = await db.select().from(accountEvents).where(eq(accountEvents.userId, person.userId));
    expect(left.map((event) => event.verb).sort()).toEqual(["disable", "enable"]);
  });

  it("is the administration's alone, and not for one's own account", async () => {
    for (const person of [world.ana, world.marina, world.gilda]) {
      await expect(disableAccount(person, { userId: world.bruno.userId }, later(1))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(enableAccount(person, { userId: world.bruno.userId }, later(1))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(listPeople(person, "", null)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(disableAccount(world.ada, { userId: world.ada.userId }, later(1))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("leaves one of two administrators who close each other's account at once", async () => {
    const [first, second] = await Promise.all(
      ["Alma Dias", "Berta Luz"].map(async (name) => ({ ...(await createPerson(name)), admin: true })),
    );
    if (!first || !second) throw new Error("nobody was made");
    await db
      .update(users)
      .set({ admin: true })
      .where(inArray(users.id, [first.userId, second.userId]));
    const outcomes = await Promise.allSettled([
      disableAccount(first, { userId: second.userId }, later(1)),
      disableAccount(second, { userId: first.userId }, later(1)),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "forbidden" },
    });
  });

  it("leaves the person's tickets without attendant and the rest as they were", async () => {
    const story = stories(world);
    const held = await story.assigned();
    const analysed = await story.inReview();
    const done = await story.resolved();
    await addNote(world.marina, words(held), later(0, 4));
    await disableAccount(world.ada, { userId: world.marina.userId }, later(3));
    expect(await look(held)).toMatchObject({ status: "assigned", assigneeId: null });
    expect(await look(analysed)).toMatchObject({ status: "in_review", reviewerId: null });
    expect(await look(done)).toMatchObject({ status: "resolved", assigneeId: world.marina.userId });
    const rest = await transact((tx) => releaseTickets(tx, world.ada.userId, world.marina.userId, later(3)));
    expect(rest).toBe(0);
    await enableAccount(world.ada, { userId: world.marina.userId }, later(4));
  });
});

describe("the list of people", () => {
  it("finds by part of the name without accents, by e-mail, and takes signs as they are", async () => {
    await createPerson("Conceição Ávila");
    const names = async (query: string) =>
      (await listPeople(world.ada, query, null)).people.map(({ name }) => name);
    expect(await names("conceicao")).toEqual(["Conceição Ávila"]);
    expect(await names("ÁVILA")).toEqual(["Conceição Ávila"]);
    expect(await names("gilda.prado@")).toEqual(["Gilda Prado"]);
    expect(await names("%")).toEqual([]);
    expect(await names("_\\")).toEqual([]);
  });

  it("goes through everybody once, by name, with masked CPFs", async () => {
    for (let index = 0; index < 60; index += 1) await createPerson(`Pessoa Igual ${index % 3}`);
    const seen: string[] = [];
    let after: { name: string; id: string } | null = null;
    do {
      const page = await listPeople(world.ada, "", after);
      seen.push(...page.people.map(({ id }) => id));
      for (const { cpf } of page.people) expect(cpf).toMatch(/^\*{3}\.\d{3}\.\d{3}-\*\*$/);
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(60);
  });
});
