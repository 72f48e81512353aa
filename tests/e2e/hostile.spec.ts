import type { Page } from "@playwright/test";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { hostileAddresses, hostileWords } from "../support/payloads";
import { expectNoSidewaysScroll } from "./support/acts";
import { pdf } from "./support/papers";
import { newPerson, newStaff } from "./support/people";
import { expect, test, type Visit } from "./support/test";
import { openTicket, says, sendFile, serviceBySlug } from "./support/tickets";

const ALL = [
  ...hostileWords,
  "<img src=x onerror=window.hostile=1>",
  "<svg/onload=window.hostile=1>",
  "<iframe srcdoc='<script>parent.hostile=1</script>'></iframe>",
  "<a href=javascript:window.hostile=1 autofocus onfocus=window.hostile=1>x</a>",
  "<details open ontoggle=window.hostile=1>",
  "\u202e<style>@import 'https://evil.example/x.css'</style>",
  `\${window.hostile=1}`,
  `https://exemplo.gov.br/${"semespaço".repeat(30)}`,
];
const ONE_LINE = "<img src=x onerror=window.hostile=1>";
/** Short enough for the field that goes into the title. */
const IN_TITLE = "<svg/onload=h()>";

async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, "hostile"))).toBeUndefined();
  // Markup of the corpus that became elements would stand in the page even where nothing ran.
  const made = page.locator(
    "main :is(script:not([nonce]), iframe:not([src^='/api/demo/letters/']), object, embed, math, [onerror], [onload], [onfocus], [ontoggle], a[href^='javascript' i])",
  );
  await expect(made).toHaveCount(0);
  // A letter stands in a frame of its own.
  const inLetter = page.frameLocator('main iframe[src^="/api/demo/letters/"]');
  await expect(
    inLetter.locator("script, iframe, object, embed, svg, math, form, [onerror], [onload]"),
  ).toHaveCount(0);
}

async function look(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await expectNothingRan(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
}

/** A ticket in which everything that anybody can write is hostile. */
async function hostileTicket({ actor: requester }: Visit, { actor: technician }: Visit) {
  const now = () => new Date();
  const service = await serviceBySlug("siop-emendas-parlamentares");
  const file = await sendFile(requester, {
    name: `"><img src=x onerror=window.hostile=1>.pdf`,
    bytes: pdf(),
  });
  const ticket = await openTicket(requester, {
    serviceId: service.id,
    formVersionId: service.formVersionId,
    subjectId: "impedimento",
    answers: { exercicio: "e2026", emenda: IN_TITLE, fase: "registro", descricao: ALL.join("\n") },
    files: [file.id],
    locality: ONE_LINE,
  });
  const { number, id } = ticket;
  const everything = { type: "doc" as const, content: ALL.flatMap((text) => says(text).content) };
  const said = { number, body: everything, files: [] };
  await takeTicket(technician, { number }, now());
  await addFollowUp(technician, said, now());
  await addNote(technician, said, now());
  await setPending(technician, { number, type: "requester", reason: ONE_LINE }, now());
  const place = { ticketId: id, text: "reply" as const };
  const beside = await sendFile(requester, {
    name: "<svg onload=window.hostile=1>.pdf",
    bytes: pdf(),
    place,
  });
  await addReply(requester, { ...said, files: [beside.id] }, now());
  await proposeSolution(technician, said, now());
  await refuseSolution(requester, said, now());
  await proposeSolution(technician, said, now());
  await approveSolution(requester, said, now());
  await rateTicket(requester, { number, stars: 1, comment: ALL.join("\n") }, now());
  return ticket;
}

test("what was written to run runs for no reader, and long words stay within the page", async ({ visit }) => {
  test.setTimeout(120_000);
  const person = await newPerson(`<b onmouseover=window.hostile=1>${Date.now()} <script>alert(1)</script>`);
  const requester = await visit(person);
  const technician = await visit(await newStaff("technician", "siop", "<img src=x onerror=alert(1)>"));
  const manager = await visit(await newStaff("manager"));
  const { shown } = await hostileTicket(requester, technician);

  await look(requester.page, ["/", `/chamados/${shown}`, `/chamados/${shown}/comprovante`, "/chamados"]);
  await requester.page.goto(`/chamados/${shown}`);
  await expect(requester.page.getByRole("heading", { level: 1 })).toContainText(IN_TITLE);
  await expect(requester.page.getByText("<script>alert(1)</script>", { exact: true }).first()).toBeVisible();
  await look(technician.page, ["/fila?aba=todos", `/chamados/${shown}`, `/chamados/${shown}/comprovante`]);
  await look(manager.page, ["/gestao/avaliacoes", `/chamados/${shown}`]);
  await look(requester.page, [`/demo/correio?para=p${person.cpf}@correio.example`]);
  for (const letter of await requester.page.locator("main li a").all()) {
    await letter.click();
    await expectNothingRan(requester.page);
  }
});

test("an address cannot make a page run anything", async ({ page, visit, watch }) => {
  test.setTimeout(120_000);
  watch.expect(/the server responded with a status of 404/);
  const manager = await visit(await newStaff("manager"));
  const script = "\"'><script>window.hostile=1</script><img src=x onerror=window.hostile=1>";
  const hostile = encodeURIComponent(script);
  await look(manager.page, [
    `/?q=${hostile}&categoria=${hostile}`,
    `/chamados?q=${hostile}&status=${hostile}&ordem=${hostile}`,
    `/fila?q=${hostile}&aba=${hostile}&setor=${hostile}`,
    `/gestao/avaliacoes?de=${hostile}&ate=${hostile}&servico=${hostile}`,
    `/servicos/siop-emendas-parlamentares?assunto=${hostile}&continua=${hostile}`,
    `/chamados/${hostile}`,
  ]);
  await look(page, [`/entrar?error=${hostile}&callbackUrl=${hostile}`, `/demo/correio?para=${hostile}`]);
  for (const address of hostileAddresses) {
    const login = await page.goto(`/entrar?callbackUrl=${encodeURIComponent(address)}`);
    expect(login?.status()).toBe(200);
    const back = await page.locator("input[name=callbackUrl]").first().inputValue();
    expect(new URL(back, "http://portal.example").origin).toBe("http://portal.example");
    expect(back).toMatch(/^\/(?!\/)/);
  }
});

test("a draft that was written to run runs nowhere when it comes back", async ({ visit, baseURL }) => {
  const { actor, cookie, page } = await visit(await newPerson());
  const { id } = await serviceBySlug("siop-emendas-parlamentares");
  const response = await fetch(new URL(`/api/drafts/service:${id}`, baseURL), {
    method: "PUT",
    headers: { cookie: `${cookie.name}=${cookie.value}`, origin: String(baseURL) },
    body: JSON.stringify({
      id: crypto.randomUUID(),
      owner: actor.userId,
      revision: 0,
      content: {
        subjectId: "consulta",
        answers: { unidade: ONE_LINE, descricao: ALL.join("\n"), __proto__: { hostile: 1 } },
        files: [{ id: ONE_LINE, name: ONE_LINE }],
        contactEmail: ONE_LINE,
      },
    }),
  });
  expect(response.status).toBe(200);
  await look(page, ["/servicos/siop-emendas-parlamentares"]);
  await expect(page.getByLabel("Unidade orçamentária")).toHaveValue(ONE_LINE);
});
