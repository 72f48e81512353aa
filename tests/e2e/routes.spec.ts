import { listCalendars } from "@/lib/calendar/queries";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { actionId } from "../support/action-id";
import { readData } from "../support/flight";
import { strangersMail } from "./support/mails";
import { pdf } from "./support/papers";
import { demo, type Entered, enter, newPerson, newStaff } from "./support/people";
import { routesOf } from "./support/routes";
import { expect, test } from "./support/test";
import { CARD, openTicket, says, sendFile, serviceBySlug } from "./support/tickets";

const ROLES = [
  "nobody",
  "owner",
  "other",
  "technician",
  "otherTechnician",
  "manager",
  "operator",
  "admin",
] as const;
type Role = (typeof ROLES)[number];

/** A status, or the login that leads back to the address. */
type Outcome = number | "login" | `to ${string}`;

/** What each role gets; whoever is not named gets the first. */
type Expected = { else: Outcome } & Partial<Record<Role, Outcome>>;

interface Row {
  name: string;
  address: (world: World) => string;
  gets: Expected;
  method?: "POST" | "PUT" | "DELETE";
  body?: (world: World, role: Role) => BodyInit;
}

const signedIn: Expected = { else: 200, nobody: "login" };
const staffOnly: Expected = {
  else: 403,
  nobody: "login",
  technician: 200,
  otherTechnician: 200,
  manager: 200,
};
const managersOnly: Expected = { else: 403, nobody: "login", manager: 200 };
const adminsOnly: Expected = { else: 403, nobody: "login", admin: 200 };
const mailOnly: Expected = { ...staffOnly, admin: 200 };
const nobodysMail: Expected = {
  else: 403,
  nobody: "login",
  technician: 404,
  otherTechnician: 404,
  manager: 404,
  admin: 404,
};
const insiders: Expected = { else: 404, nobody: "login", owner: 200, technician: 200, manager: 200 };
const everyone: Expected = { else: 200 };
const insidersApi: Expected = { ...insiders, nobody: 401 };
const teamApi: Expected = { ...insidersApi, owner: 404 };
const ownerApi: Expected = { else: 404, nobody: 401, owner: 200 };

const page = (address: string, gets: Expected): Row => ({ name: "page", address: () => address, gets });

const draftAt = (place: string) => `/api/drafts/${encodeURIComponent(place)}`;
const replyTo = (world: World) => `ticket:${world.ticket.id}:reply`;
const form = (world: World) => `service:${world.service}`;

function upload(): FormData {
  const data = new FormData();
  data.append("file", new Blob([pdf()]), "oficio.pdf");
  return data;
}

const NO_ID = "00000000-0000-7000-8000-000000000000";

/** Every route and what each role gets there. A route without rows fails the test, and so does a row without route. */
const ROUTES: Record<string, Row[]> = {
  "/": [page("/", signedIn)],
  "/admin": [page("/admin", adminsOnly)],
  "/admin/calendarios": [page("/admin/calendarios", adminsOnly)],
  "/admin/calendarios/[id]": [
    { name: "a calendar", address: ({ calendar }) => `/admin/calendarios/${calendar}`, gets: adminsOnly },
    {
      name: "no such calendar",
      address: () => `/admin/calendarios/${NO_ID}`,
      gets: { ...adminsOnly, admin: 404 },
    },
    { name: "no calendar", address: () => "/admin/calendarios/abc", gets: { ...adminsOnly, admin: 404 } },
  ],
  "/admin/emails": [page("/admin/emails", adminsOnly), page("/admin/emails?antes=x", adminsOnly)],
  "/admin/prazos": [page("/admin/prazos", adminsOnly)],
  "/admin/prazos/[id]": [
    { name: "what a service promises", address: ({ policy }) => `/admin/prazos/${policy}`, gets: adminsOnly },
    {
      name: "no such service to promise anything",
      address: () => `/admin/prazos/${NO_ID}`,
      gets: { ...adminsOnly, admin: 404 },
    },
    { name: "no service's id", address: () => "/admin/prazos/abc", gets: { ...adminsOnly, admin: 404 } },
  ],
  "/admin/pessoas": [page("/admin/pessoas", adminsOnly)],
  "/chamados": [
    page("/chamados", signedIn),
    page("/chamados?escopo=instituicao", signedIn),
    page("/chamados?q=%27%22%3E%3Cscript%3E", signedIn),
  ],
  "/chamados/[number]": [
    { name: "a ticket", address: ({ ticket }) => `/chamados/${ticket.shown}`, gets: insiders },
    { name: "without zeros", address: ({ ticket }) => `/chamados/${ticket.number}`, gets: insiders },
    {
      name: "a ticket of an institution",
      address: ({ banks }) => `/chamados/${banks.shown}`,
      gets: { ...insiders, owner: 404 },
    },
    { name: "no such number", address: () => "/chamados/99999999", gets: { else: 404, nobody: "login" } },
    { name: "no number", address: () => "/chamados/abc", gets: { else: 404, nobody: "login" } },
  ],
  "/chamados/[number]/comprovante": [
    { name: "receipt", address: ({ ticket }) => `/chamados/${ticket.shown}/comprovante`, gets: insiders },
    {
      name: "no such number",
      address: () => "/chamados/99999999/comprovante",
      gets: { else: 404, nobody: "login" },
    },
  ],
  "/demo/correio": [page("/demo/correio", everyone)],
  "/entrar": [page("/entrar", { else: "to /", nobody: 200 })],
  "/entrar/molde": [
    page("/entrar/molde", { else: 404 }),
    page("/entrar/molde?aviso=1&_rsc=1", { else: 404 }),
  ],
  "/entrar/concluido": [page("/entrar/concluido", everyone)],
  "/entrar/vincular": [page("/entrar/vincular", { else: "to /entrar?error=expired" })],
  "/fila": [page("/fila", staffOnly)],
  "/fila/emails": [page("/fila/emails", mailOnly), page("/fila/emails?ver=descartados&antes=x", mailOnly)],
  "/fila/emails/[id]": [
    {
      name: "a message of the department",
      address: ({ message }) => `/fila/emails/${message}`,
      gets: { ...mailOnly, admin: 404, otherTechnician: 404 },
    },
    {
      name: "no such message",
      address: () => `/fila/emails/${NO_ID}`,
      gets: { ...nobodysMail },
    },
    { name: "no message's id", address: () => "/fila/emails/abc", gets: { ...nobodysMail } },
  ],
  "/gestao": [page("/gestao", managersOnly)],
  "/gestao/avaliacoes": [page("/gestao/avaliacoes", managersOnly)],
  "/servicos/[slug]": [
    page(`/servicos/${CARD}`, signedIn),
    page("/servicos/instituicoes-financeiras", {
      else: 404,
      nobody: "login",
      operator: 200,
      otherTechnician: 200,
    }),
    page("/servicos/nenhum", { else: 404, nobody: "login" }),
    {
      name: "going on from another's ticket",
      address: ({ ticket }) => `/servicos/${CARD}?continua=${ticket.number}`,
      gets: signedIn,
    },
  ],
  "/api/attachments": [
    {
      name: "a file for a reply",
      method: "POST",
      address: (world) => `/api/attachments?place=${encodeURIComponent(replyTo(world))}`,
      body: upload,
      gets: { else: 404, nobody: 401, owner: 201, technician: 201, manager: 201 },
    },
    {
      name: "a file for a service open to all",
      method: "POST",
      address: (world) => `/api/attachments?place=${encodeURIComponent(form(world))}`,
      body: upload,
      gets: { else: 201, nobody: 401 },
    },
    {
      name: "a file for a service of some",
      method: "POST",
      address: ({ bankService }) => `/api/attachments?place=${encodeURIComponent(`service:${bankService}`)}`,
      body: upload,
      gets: { else: 404, nobody: 401, operator: 201, otherTechnician: 201 },
    },
    {
      name: "a file for nowhere",
      method: "POST",
      address: () => "/api/attachments?place=nada",
      body: upload,
      gets: { else: 422, nobody: 401 },
    },
  ],
  "/api/attachments/[id]": [
    {
      name: "of the request",
      address: ({ files }) => `/api/attachments/${files.request}`,
      gets: insidersApi,
    },
    { name: "of a reply", address: ({ files }) => `/api/attachments/${files.reply}`, gets: insidersApi },
    { name: "of a note", address: ({ files }) => `/api/attachments/${files.note}`, gets: teamApi },
    { name: "not sent yet", address: ({ files }) => `/api/attachments/${files.unsent}`, gets: ownerApi },
    { name: "no such file", address: () => `/api/attachments/${NO_ID}`, gets: { else: 404, nobody: 401 } },
    { name: "no id", address: () => "/api/attachments/x", gets: { else: 404, nobody: 401 } },
    {
      name: "removing another's file not sent yet",
      method: "DELETE",
      address: ({ files }) => `/api/attachments/${files.unsent}`,
      gets: { else: 404, nobody: 401, owner: 204 },
    },
    {
      name: "removing a file that was sent",
      method: "DELETE",
      address: ({ files }) => `/api/attachments/${files.request}`,
      gets: { else: 404, nobody: 401 },
    },
  ],
  "/api/attachments/mail/[id]": [
    {
      name: "a message that waits, as it came",
      address: ({ message }) => `/api/attachments/mail/${message}`,
      gets: { else: 404, nobody: 401, technician: 200, manager: 200 },
    },
    {
      name: "no such message",
      address: () => `/api/attachments/mail/${NO_ID}`,
      gets: { else: 404, nobody: 401 },
    },
    { name: "no id", address: () => "/api/attachments/mail/x", gets: { else: 404, nobody: 401 } },
  ],
  "/api/attachments/receipts/[number]": [
    {
      name: "of a ticket",
      address: ({ ticket }) => `/api/attachments/receipts/${ticket.shown}`,
      gets: insidersApi,
    },
    {
      name: "of a ticket of an institution",
      address: ({ banks }) => `/api/attachments/receipts/${banks.shown}`,
      gets: { ...insidersApi, owner: 404 },
    },
    {
      name: "no such number",
      address: () => "/api/attachments/receipts/99999999",
      gets: { else: 404, nobody: 401 },
    },
    { name: "no number", address: () => "/api/attachments/receipts/abc", gets: { else: 404, nobody: 401 } },
  ],
  "/api/auth/[...nextauth]": [
    page("/api/auth/session", everyone),
    page("/api/auth/csrf", everyone),
    page("/api/auth/nada", { else: 404 }),
  ],
  "/api/csp-reports": [
    {
      name: "a report",
      method: "POST",
      address: () => "/api/csp-reports",
      body: () => JSON.stringify({ "csp-report": {} }),
      gets: { else: 204 },
    },
  ],
  "/api/drafts/[place]": [
    {
      name: "writing to a ticket",
      method: "PUT",
      address: (world) => draftAt(replyTo(world)),
      body: (world, role) => draftOf(world, role),
      gets: { else: 404, nobody: 401, owner: 200, technician: 200, manager: 200 },
    },
    {
      name: "reading at a ticket",
      address: (world) => draftAt(replyTo(world)),
      gets: insidersApi,
    },
    {
      name: "under another's name",
      method: "PUT",
      address: (world) => draftAt(form(world)),
      body: (world) => draftOf(world, "owner"),
      gets: { else: 401, owner: 200 },
    },
    {
      name: "throwing away at a ticket",
      method: "DELETE",
      address: (world) => draftAt(replyTo(world)),
      gets: { else: 404, nobody: 401, owner: 204, technician: 204, manager: 204 },
    },
    { name: "no such place", address: () => draftAt("ticket:1:reply"), gets: { else: 404, nobody: 401 } },
  ],
  "/perfil/avisos": [page("/perfil/avisos", signedIn), page("/perfil/avisos?antes=x", signedIn)],
  "/api/events/unread": [page("/api/events/unread", { else: 200, nobody: 401 })],
  "/api/events": [page("/api/events", { else: 200, nobody: 401 })],
  "/acompanhar/[token]": [
    page(`/acompanhar/${"a".repeat(43)}`, everyone),
    page("/acompanhar/x", everyone),
    page("/acompanhar/%3Cscript%3E", everyone),
  ],
  "/api/demo/letters/[id]": [
    page(`/api/demo/letters/${NO_ID}`, { else: 404 }),
    page("/api/demo/letters/abc", { else: 404 }),
  ],
  "/api/demo/letters/[id]/[file]": [
    page(`/api/demo/letters/${NO_ID}/comprovante-00000001.pdf`, { else: 404 }),
    page("/api/demo/letters/abc/x.pdf", { else: 404 }),
  ],
  "/api/inngest": [
    page("/api/inngest", { else: 404 }),
    {
      name: "a step asked by nobody",
      address: () => "/api/inngest",
      gets: { else: 404 },
      method: "POST",
      body: () => "{}",
    },
    {
      name: "functions asked for by nobody",
      address: () => "/api/inngest",
      gets: { else: 404 },
      method: "PUT",
      body: () => "{}",
    },
  ],
  "/api/webhooks/resend": [
    {
      name: "a notice of no provider",
      address: () => "/api/webhooks/resend",
      gets: { else: 404 },
      method: "POST",
      body: () => "{}",
    },
  ],
  "/api/health": [page("/api/health", everyone)],
  "/api/health/live": [page("/api/health/live", everyone)],
  "/api/health/ready": [page("/api/health/ready", everyone)],
};

function draftOf(world: World, role: Role): string {
  const owner = world.people[role]?.actor.userId ?? NO_ID;
  return JSON.stringify({ id: crypto.randomUUID(), owner, revision: 0, content: { texto: "meu" } });
}

type World = Awaited<ReturnType<typeof createWorld>>;

async function createWorld() {
  const people: Record<Exclude<Role, "nobody">, Entered> & { nobody?: undefined } = {
    owner: await enter(await newPerson()),
    other: await enter(await newPerson()),
    technician: await enter(await newStaff()),
    otherTechnician: await enter(await newStaff("technician", "detran")),
    manager: await enter(await newStaff("manager")),
    operator: await enter(await demo("diego")),
    admin: await enter(await demo("marina")),
  };
  const { owner, technician } = people;
  const request = await sendFile(owner.actor, { name: "pedido.pdf", bytes: pdf() });
  const ticket = await openTicket(owner.actor, { files: [request.id] });
  const add = async (by: Entered, text: "reply" | "note") => {
    const place = { ticketId: ticket.id, text };
    const file = await sendFile(by.actor, { name: `${text}.pdf`, bytes: pdf(), place });
    const verb = text === "reply" ? addReply : addNote;
    await verb(by.actor, { number: ticket.number, body: says("Segue."), files: [file.id] }, new Date());
    return file.id;
  };
  const files = {
    request: request.id,
    reply: await add(owner, "reply"),
    note: await add(technician, "note"),
    unsent: (await sendFile(owner.actor, { name: "depois.pdf", bytes: pdf() })).id,
  };
  const bank = await serviceBySlug("instituicoes-financeiras");
  return {
    people,
    ticket,
    files,
    service: (await serviceBySlug(CARD)).id,
    bankService: bank.id,
    banks: await banksTicket(),
    calendar: await anyCalendar(people.admin.actor),
    policy: bank.id,
    message: await strangersMail(ticket.shown),
  };
}

async function anyCalendar(admin: Entered["actor"]): Promise<string> {
  const [first] = (await listCalendars(admin)).calendars;
  if (!first) throw new Error("the demo has no calendar");
  return first.id;
}

/** A ticket of an institution that the operator of these tests does not work for. */
async function banksTicket() {
  return openTicket((await enter(await demo("bruno"))).actor);
}

let world: World;
test.beforeAll(async () => {
  world = await createWorld();
});

async function ask(base: string, row: Row, role: Role): Promise<{ outcome: Outcome; response: Response }> {
  const cookie = world.people[role]?.cookie;
  const response = await fetch(new URL(row.address(world), base), {
    method: row.method ?? "GET",
    body: row.body?.(world, role),
    redirect: "manual",
    headers: { origin: base, ...(cookie && { cookie: `${cookie.name}=${cookie.value}` }) },
  });
  const location = response.headers.get("location");
  if (!location) return { outcome: response.status, response };
  const to = new URL(location, base);
  const back = to.searchParams.get("callbackUrl") ?? "/";
  const login = to.pathname === "/entrar" && to.origin === base && back === row.address(world);
  return { outcome: login ? "login" : `to ${to.pathname}${to.search}`, response };
}

test("every page and endpoint has its row, and every row a route", () => {
  expect(Object.keys(ROUTES).sort()).toEqual([...routesOf("page.tsx"), ...routesOf("route.ts")].sort());
});

for (const [route, rows] of Object.entries(ROUTES)) {
  test(`who gets what at ${route}`, async ({ baseURL }) => {
    for (const row of rows) {
      const expected: Partial<Record<Role, Outcome>> = {};
      const got: Partial<Record<Role, Outcome>> = {};
      // The owner last: what only they may remove must be there for the others to try.
      for (const role of ROLES.toSorted((a, b) => Number(a === "owner") - Number(b === "owner"))) {
        const { outcome, response } = await ask(String(baseURL), row, role);
        await response.body?.cancel();
        got[role] = outcome;
        expected[role] = row.gets[role] ?? row.gets.else;
      }
      expect(got, `${row.method ?? "GET"} ${row.address(world)} (${row.name})`).toEqual(expected);
    }
  });
}

/** What makes the server send a page the usual way: the framework's parts alone speak in such headers. */
const USUAL_WAY = { "x-nextjs-way": "usual" };

async function answerTo(address: string, headers: Record<string, string>) {
  const response = await fetch(address, { redirect: "manual", headers });
  const body = (await response.text()).replaceAll(nonceOf(response), "NONCE");
  return {
    status: response.status,
    // The framework names the styles beforehand when it knows of them early enough.
    headers: toldBy(response).map((line) => line.replaceAll(/, <[^>]+\.css>[^,]*/g, "")),
    html: markupOf(body),
    data: body.includes("__next_f") ? readData(body) : null,
  };
}

const nonceOf = ({ headers }: Response) =>
  /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "none";

/** The headers of an answer, but for what is another in each. */
const toldBy = (response: Response) =>
  [...response.headers]
    .filter(([name]) => !["date", "x-request-id"].includes(name))
    .map(([name, value]) => `${name}: ${value.replaceAll(nonceOf(response), "NONCE")}`);

/** The page without its scripts, which come in the order in which parts became ready, as do the tags of its head. */
function markupOf(body: string): string {
  const [head = "", ...rest] = body.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, "").split("</head>");
  return [head.split(/(?=<)/).sort().join(""), ...rest].join("</head>");
}

/** Where the browser's router would end, and with which status. */
async function follow(address: string, headers: Record<string, string>) {
  const { status, url, headers: told, body } = await fetch(address, { headers });
  await body?.cancel();
  return { status, url, type: told.get("content-type") };
}

/** Addresses that can be written in several ways, or hold what means something to a program. */
const ODD = [
  "/chamados?q=a+b%20%C3%A7%26%3D%2B%25&q=2&x=&y",
  "/chamados?q=%7B%7Bnonce%7D%7D&%7B%7Bperson%7D%7D=%00%E2%80%A8%3C/script%3E",
  "/chamados?q=$1$%26%24L2",
  "/chamados?q=%E7%20%zz!~*(a)'&status=novo",
  "/?q=slot.person&categoria=slot.query",
  "/chamados?slot.query=1&q=__proto__",
];

test("screens are drawn by themselves", async ({ baseURL }) => {
  const drawn = async (address: string, role: Role, headers: Record<string, string> = {}) => {
    const { name, value } = world.people[role]?.cookie ?? { name: "", value: "" };
    const asked = { cookie: `${name}=${value}`, "accept-encoding": "identity", ...headers };
    const response = await fetch(new URL(address, baseURL), { headers: asked });
    await response.body?.cancel();
    expect(response.status).toBe(200);
    // Only what is drawn in one piece says beforehand how long it is.
    return response.headers.has("content-length");
  };
  const ticket = `/chamados/${world.ticket.shown}`;
  const pages = [
    ["/", "owner"],
    ["/chamados", "owner"],
    [ticket, "owner"],
    ["/fila", "technician"],
  ] as const;
  for (const [address, role] of pages) {
    await expect.poll(() => drawn(address, role), `${address} as ${role}`).toBe(true);
    expect(await drawn(address, role, USUAL_WAY), address).toBe(false);
    expect(await drawn(address, role, { rsc: "1" }), `data of ${address}`).toBe(false);
  }
});

test("an act is answered alike by the short way and by the router's", async ({ baseURL }) => {
  const shown = `/chamados/${world.ticket.shown}`;
  const { number } = world.ticket;
  const body = (text: string) => ({
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text }] }],
  });
  // As React writes it: a text that begins with "$".
  const told = { number, body: body("$$Olá & <até> $1"), files: [] };
  const calls: [string, Role, string, unknown[]][] = [
    ["takeTicket", "owner", "/fila?aba=todos&q=a%20b", [{ number }]],
    ["takeTicket", "other", "/fila", [{ number }]],
    ["takeTicket", "nobody", "/fila", [{ number }]],
    ["cancelTicket", "technician", shown, [{ number: 99_999_999 }]],
    ["addReply", "owner", shown, [told, "somebody else"]],
    ["addReply", "owner", shown, [{ ...told, body: "$$x" }]],
    ["addReply", "owner", shown, ["$undefined"]],
    ["addReply", "owner", shown, []],
    ["addReply", "owner", shown, [told]],
  ];
  const send = async ([act, role, address, sent]: (typeof calls)[number], more: Record<string, string>) => {
    const { name, value } = world.people[role]?.cookie ?? { name: "", value: "" };
    const response = await fetch(new URL(address, baseURL), {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "text/plain;charset=UTF-8",
        "next-action": actionId(act),
        origin: new URL(baseURL ?? "").origin,
        cookie: `${name}=${value}`,
        "accept-encoding": "identity",
        ...more,
      },
      body: JSON.stringify(sent),
    });
    const length = ["content-length", "transfer-encoding"];
    return {
      short: response.headers.has("content-length"),
      status: response.status,
      headers: toldBy(response).filter((line) => !length.includes(line.split(":")[0] ?? "")),
      text: (await response.text()).replace(/"messageId":"[^"]+"/, '"messageId":""'),
    };
  };
  for (const call of calls) {
    const { short, ...usual } = await send(call, USUAL_WAY);
    expect(short, String(call)).toBe(false);
    // In each process the first act is the framework's, which reads the module then.
    await expect(async () => {
      const own = await send(call, {});
      const plain = call[1] !== "nobody" && call[3][0] !== "$undefined";
      expect(own, String(call)).toEqual({ ...usual, short: plain });
    }).toPass({ timeout: 5_000 });
  }
});

test("a page is the same by the short way and by the router's", async ({ baseURL }) => {
  test.setTimeout(120_000);
  const pages = Object.entries(ROUTES).filter(([route]) => routesOf("page.tsx").includes(route));
  for (const row of pages.flatMap(([, rows]) => rows)) {
    for (const role of ROLES) {
      const address = new URL(row.address(world), baseURL).href;
      const cookie = world.people[role]?.cookie;
      const headers: Record<string, string> = cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {};
      // Once more if a minute ended between the two. The first answer of a process is the framework's either way.
      await expect(async () => {
        const usual = await answerTo(address, { ...headers, ...USUAL_WAY });
        expect(await answerTo(address, headers), `${row.address(world)} as ${role}`).toEqual(usual);
      }).toPass({ timeout: 5_000 });
      await expect(async () => {
        const usual = await follow(address, { ...headers, rsc: "1", ...USUAL_WAY });
        const { url } = usual;
        expect(await follow(url, { ...headers, rsc: "1" }), `data of ${url} as ${role}`).toEqual(usual);
      }).toPass({ timeout: 5_000 });
    }
  }
  for (const address of ODD) {
    const { name, value } = world.people.owner.cookie;
    const [url, headers] = [`${baseURL}${address}`, { cookie: `${name}=${value}` }];
    await expect(async () => {
      expect(await answerTo(url, headers), address).toEqual(
        await answerTo(url, { ...headers, ...USUAL_WAY }),
      );
    }).toPass({ timeout: 5_000 });
  }
  // The router alone insists that this request names itself in its address: the short way is there.
  const { name, value } = world.people.owner.cookie;
  const asked = { cookie: `${name}=${value}`, rsc: "1" };
  const home = new URL("/", baseURL).href;
  expect((await answerTo(home, asked)).status).toBe(200);
  expect((await answerTo(home, { ...asked, ...USUAL_WAY })).status).toBe(307);
});
