import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { categories, formVersions, serviceClasses, services } from "@/db/schema/catalog";
import {
  classGrants,
  departments,
  institutions,
  operators,
  permissionClasses,
  profiles,
  users,
} from "@/db/schema/people";
import { hashPassword } from "../accounts/password";
import type { UserActor } from "../actor";
import { checkDefinition } from "../forms/soundness";
import { parsePhone } from "../identifiers/phone";
import { hangCalendars } from "./calendars";
import { DEMO_CATEGORIES, DEMO_CLASSES, DEMO_DEPARTMENTS, type DemoService } from "./catalog";
import type { Chance } from "./chance";
import { CIDADAO_SERVICES } from "./cidadao";
import { CROWD, MORE_ATTENDANTS } from "./crowd";
import { DETRAN_SERVICES } from "./detran";
import { FINANCAS_SERVICES } from "./financas";
import {
  DEMO_INSTITUTIONS,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  type DemoDepartment,
  type DemoPerson,
} from "./people";
import { setPolicies } from "./policies";
import { SIOP_SERVICES } from "./siop";

const CATALOG: Record<DemoDepartment, readonly DemoService[]> = {
  siop: SIOP_SERVICES,
  detran: DETRAN_SERVICES,
  financas: FINANCAS_SERVICES,
  cidadao: CIDADAO_SERVICES,
};

/** A service of the demo as it stands in the database. */
export interface SeededService extends DemoService {
  id: string;
  formVersionId: string;
  department: DemoDepartment;
}

export interface DemoWorld {
  people: Map<string, UserActor>;
  /** Requesters without a login. */
  crowd: UserActor[];
  attendants: Record<DemoDepartment, UserActor[]>;
  services: SeededService[];
}

type Ids = Map<string, string>;
type Ground = { departments: Ids; institutions: Ids; classes: Ids; categories: Ids };

/** Departments, people and the catalogue. `since` is when the installation began. */
export async function buildWorld(chance: Chance, since: Date): Promise<DemoWorld> {
  const ground = await layGround();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const people = new Map<string, UserActor>();
  for (const person of DEMO_PEOPLE) {
    people.set(person.key, await bear(person, ground, passwordHash, since));
  }
  const admin = [...people.values()].find((person) => person.admin);
  if (admin) await hangCalendars(admin, ground.departments, since);
  const crowd: UserActor[] = [];
  for (const name of CROWD) crowd.push(await bearUnknown(name, chance, since));
  const attendants = {} as DemoWorld["attendants"];
  for (const { slug } of DEMO_DEPARTMENTS) {
    const known = DEMO_PEOPLE.filter((person) =>
      person.profiles?.some((profile) => profile.department === slug && profile.role === "technician"),
    );
    attendants[slug] = known.flatMap((person) => people.get(person.key) ?? []);
    for (const name of MORE_ATTENDANTS[slug]) {
      const actor = await bearUnknown(name, chance, since);
      const departmentId = get(ground.departments, slug);
      await db
        .insert(profiles)
        .values({ userId: actor.userId, departmentId, role: "technician", createdAt: since });
      attendants[slug].push({ ...actor, technicianOf: [departmentId] });
    }
  }
  const stocked = await stockCatalog(ground, since);
  if (admin) await setPolicies(admin, stocked, since);
  return { people, crowd, attendants, services: stocked };
}

async function layGround(): Promise<Ground> {
  const rows = {
    departments: await db
      .insert(departments)
      .values([...DEMO_DEPARTMENTS])
      .returning(),
    institutions: await db
      .insert(institutions)
      .values(DEMO_INSTITUTIONS.map(({ name, cnpj }) => ({ name, cnpj })))
      .returning(),
    classes: await db
      .insert(permissionClasses)
      .values([...DEMO_CLASSES])
      .returning(),
    categories: await db
      .insert(categories)
      .values(DEMO_CATEGORIES.map((category, position) => ({ ...category, position })))
      .returning(),
  };
  const byCnpj = new Map(rows.institutions.map((row) => [row.cnpj, row.id]));
  return {
    departments: new Map(rows.departments.map((row) => [row.slug, row.id])),
    institutions: new Map(DEMO_INSTITUTIONS.map(({ key, cnpj }) => [key, get(byCnpj, cnpj)])),
    classes: new Map(rows.classes.map((row) => [row.code, row.id])),
    categories: new Map(rows.categories.map((row) => [row.slug, row.id])),
  };
}

async function bear(
  person: DemoPerson,
  ground: Ground,
  passwordHash: string,
  since: Date,
): Promise<UserActor> {
  const { name, cpf, email, phone, origin, admin = false } = person;
  const [user] = await db
    .insert(users)
    .values({ name, cpf, email, phone: parsePhone(phone), origin, admin, passwordHash, createdAt: since })
    .returning();
  if (!user) throw new Error(`${name} was not born`);
  const held = (person.profiles ?? []).map((profile) => ({
    ...profile,
    departmentId: get(ground.departments, profile.department),
  }));
  if (held.length > 0) {
    await db.insert(profiles).values(
      held.map(({ departmentId, role, ordinance, moderator }) => ({
        userId: user.id,
        departmentId,
        role,
        ordinance,
        moderator: moderator ?? false,
        validFrom: role === "manager" ? since.toISOString().slice(0, 10) : null,
        createdAt: since,
      })),
    );
  }
  const institution = person.operator && (await join(user.id, person.operator, ground, since));
  const classes = (person.operator?.classes ?? []).map((code) => get(ground.classes, code));
  const of = (role: string) =>
    held.filter((profile) => profile.role === role).map((profile) => profile.departmentId);
  return {
    ...stranger(user.id, name, email),
    admin,
    technicianOf: of("technician"),
    managerOf: of("manager"),
    institution: institution ?? null,
    classes,
  };
}

async function join(
  userId: string,
  operator: NonNullable<DemoPerson["operator"]>,
  ground: Ground,
  since: Date,
) {
  const institutionId = get(ground.institutions, operator.institution);
  const [row] = await db
    .insert(operators)
    .values({ userId, institutionId, kind: operator.kind, createdAt: since })
    .returning();
  if (!row) throw new Error("an operator without an institution");
  for (const code of operator.classes) {
    await db
      .insert(classGrants)
      .values({ operatorId: row.id, classId: get(ground.classes, code), grantedAt: since });
  }
  const name = DEMO_INSTITUTIONS.find(({ key }) => key === operator.institution)?.name ?? "";
  const seesTickets = DEMO_CLASSES.some(
    (held) => held.seesInstitution && operator.classes.includes(held.code),
  );
  return { id: institutionId, name, master: operator.kind === "master", seesTickets };
}

async function bearUnknown(name: string, chance: Chance, since: Date): Promise<UserActor> {
  const email = `${name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .replaceAll(" ", ".")}@correio.example`;
  const phone = `619${Math.floor(chance.between(90_000_000, 99_999_999))}`;
  const [user] = await db
    .insert(users)
    .values({ name, email, phone, origin: "institution", createdAt: since })
    .returning();
  if (!user) throw new Error(`${name} was not born`);
  return stranger(user.id, name, email);
}

function stranger(userId: string, name: string, email: string): UserActor {
  return {
    kind: "user",
    userId,
    sessionId: userId,
    name,
    email,
    admin: false,
    technicianOf: [],
    managerOf: [],
    moderatorOf: [],
    institution: null,
    classes: [],
    level: null,
  };
}

async function stockCatalog(ground: Ground, since: Date): Promise<SeededService[]> {
  const seeded: SeededService[] = [];
  for (const { slug: department } of DEMO_DEPARTMENTS) {
    for (const [position, service] of CATALOG[department].entries()) {
      seeded.push(await publish(service, department, position, ground, since));
    }
  }
  return seeded;
}

async function publish(
  service: DemoService,
  department: DemoDepartment,
  position: number,
  ground: Ground,
  since: Date,
): Promise<SeededService> {
  const { category, classes: codes, form, cases: _, ...card } = service;
  const sound = checkDefinition(form);
  if (!sound.ok) throw new Error(`${service.slug}: ${sound.problems.join(" ")}`);
  const [row] = await db
    .insert(services)
    .values({
      titleTemplate: "{service} - {subject}",
      cost: "Gratuito",
      ...card,
      position,
      departmentId: get(ground.departments, department),
      categoryId: get(ground.categories, category),
      createdAt: since,
    })
    .returning();
  if (!row) throw new Error(`${service.slug} was not published`);
  const [version] = await db
    .insert(formVersions)
    .values({
      serviceId: row.id,
      version: 1,
      definition: sound.definition,
      createdAt: since,
      publishedAt: since,
    })
    .returning();
  if (!version) throw new Error(`${service.slug} has no form`);
  await db.update(services).set({ formVersionId: version.id }).where(eq(services.id, row.id));
  if (codes) {
    await db
      .insert(serviceClasses)
      .values(codes.map((code) => ({ serviceId: row.id, classId: get(ground.classes, code) })));
  }
  return { ...service, id: row.id, formVersionId: version.id, department };
}

function get(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`the demo's ground lacks ${key}`);
  return id;
}
