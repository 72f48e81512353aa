import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { calendars } from "@/db/schema/calendar";
import { services } from "@/db/schema/catalog";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { editor, fillConsultation } from "./acts";
import { announced, daysPass, letterAddress, strandedLetters, unheardTicket } from "./letters";
import { floodedMail, strangersMail, writtenTicket } from "./mails";
import { pdf, png } from "./papers";
import { demo, enter, newPerson, newStaff, type Person } from "./people";
import { expect } from "./test";
import { bring, CARD, type Opened, openPraise, openTicket, says, sendFile } from "./tickets";

/** The people and tickets whose screens are looked at. */
export interface Scene {
  requester: Person;
  technician: Person;
  manager: Person;
  admin: Person;
  operator: Person;
  /** Writes by mail. */
  correspondent: Person;
  ombudsman: Person;
  tickets: Record<"opened" | "pending" | "validating" | "resolved" | "rated" | "legal", Opened>;
  /** The correspondent's. */
  written: Opened;
  /** Of somebody whom no notice reaches. */
  unheard: Opened;
  /** A message that waits for the team. */
  message: string;
  /** Where the buttons of letters lead. */
  letters: Record<"need" | "answer" | "late" | "slow" | "rate", string>;
}

/** A page as a person finds it, or after they did something there. */
export interface Screen {
  name: string;
  as: keyof Omit<Scene, "tickets" | "written" | "unheard" | "message" | "letters"> | "nobody";
  address: string | ((scene: Scene) => string);
  /** What to do there before looking. */
  act?: (page: Page) => Promise<void>;
}

const ticket = (which: keyof Scene["tickets"]) => (scene: Scene) => `/chamados/${scene.tickets[which].shown}`;
const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

/** Every page there is, and the states it can be in. */
export const SCREENS: Screen[] = [
  { name: "login", as: "nobody", address: "/entrar" },
  {
    name: "login refused",
    as: "nobody",
    address: "/entrar",
    act: async (page) => {
      await page.getByLabel("CPF").fill("111.222.333-00");
      await page.getByLabel("Senha", { exact: true }).fill("errada");
      await page.getByRole("button", { name: "Entrar", exact: true }).click();
      await expect(page.getByText("Este CPF não existe")).toBeVisible();
      await page.getByText("Esqueci a senha").click();
    },
  },
  { name: "login done", as: "nobody", address: "/entrar/concluido" },
  { name: "mailbox", as: "nobody", address: "/demo/correio" },
  {
    name: "letter",
    as: "nobody",
    address: ({ requester }) => `/demo/correio?para=p${requester.cpf}@correio.example`,
    act: async (page) => {
      await page.locator("main li a").first().click();
      await expect(page.getByRole("article")).toBeVisible();
    },
  },
  { name: "mailbox empty", as: "nobody", address: "/demo/correio?para=ninguem@correio.example" },
  { name: "home", as: "requester", address: "/" },
  { name: "home of staff", as: "manager", address: "/" },
  { name: "home without finds", as: "requester", address: "/?q=xyzxyz" },
  { name: "home with subjects found", as: "requester", address: "/?q=emplacamento" },
  {
    name: "menus",
    as: "manager",
    address: "/",
    act: async (page) => {
      const menu = page.getByRole("button", { name: "Menu", exact: true });
      if (await menu.isVisible()) await menu.click();
      await page.getByRole("button", { name: /^Conta de|Gilda/ }).click();
      await expect(page.getByRole("button", { name: "Sair" })).toBeVisible();
    },
  },
  {
    name: "themes",
    as: "requester",
    address: "/",
    act: async (page) => {
      const menu = page.getByRole("button", { name: "Menu", exact: true });
      if (await menu.isVisible()) await menu.click();
      await press("Aparência")(page);
      await expect(page.getByRole("radio", { name: "Alto contraste" })).toBeVisible();
    },
  },
  { name: "service", as: "requester", address: `/servicos/${CARD}` },
  {
    name: "service filled in",
    as: "requester",
    address: `/servicos/${CARD}`,
    act: async (page) => {
      await fillConsultation(page, "O total não bate com o relatório.");
      await page.getByText("Etapas, custo e contato").click();
    },
  },
  {
    name: "service with errors",
    as: "manager",
    address: `/servicos/${CARD}?assunto=beneficiario`,
    act: async (page) => {
      await press("Enviar")(page);
      await expect(page.getByText(/^Falta corrigir/)).toBeVisible();
    },
  },
  { name: "every kind of field", as: "manager", address: "/servicos/acesso-e-perfis?assunto=incluir" },
  { name: "receipt", as: "requester", address: (scene) => `${ticket("opened")(scene)}/comprovante` },
  { name: "list", as: "requester", address: "/chamados" },
  { name: "list of an institution", as: "operator", address: "/chamados?escopo=instituicao" },
  { name: "list empty", as: "requester", address: "/chamados?q=xyzxyz" },
  { name: "ticket new", as: "requester", address: ticket("opened") },
  { name: "ticket that waits", as: "requester", address: ticket("pending") },
  {
    name: "editor",
    as: "requester",
    address: ticket("pending"),
    act: async (page) => {
      await editor(page, "Resposta").click();
      await page.keyboard.type("Segue");
      await page.keyboard.press("Control+a");
      await expect(page.getByRole("toolbar", { name: "Formatação do trecho selecionado" })).toBeVisible();
    },
  },
  {
    name: "cancelling",
    as: "requester",
    address: ticket("opened"),
    act: async (page) => {
      await press("Cancelar chamado")(page);
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "refused without words",
    as: "requester",
    address: ticket("validating"),
    act: async (page) => {
      await press("Não resolveu")(page);
      await expect(page.getByText("Conte o que não foi resolvido")).toBeVisible();
    },
  },
  {
    name: "asked once more",
    as: "requester",
    address: ticket("validating"),
    act: async (page) => {
      await editor(page, "Comentário").click();
      await page.keyboard.type("Quase");
      await page.getByRole("button", { name: "Resolveu", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "ticket solved", as: "requester", address: ticket("resolved") },
  { name: "ticket rated", as: "requester", address: ticket("rated") },
  { name: "ticket at the desk", as: "technician", address: ticket("pending") },
  {
    name: "solution being written",
    as: "technician",
    address: ticket("pending"),
    act: async (page) => {
      await page.getByRole("tab", { name: "Nota interna" }).click();
      await expect(editor(page, "Nota interna")).toBeVisible();
    },
  },
  {
    name: "waiting is asked",
    as: "technician",
    address: ticket("opened"),
    act: async (page) => {
      await page.getByRole("region", { name: "Ações do chamado" }).getByRole("button").last().click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "queue", as: "technician", address: "/fila" },
  { name: "queue, all", as: "technician", address: "/fila?aba=todos" },
  { name: "queue empty", as: "technician", address: "/fila?aba=meus&q=xyzxyz" },
  {
    name: "keys of the queue",
    as: "technician",
    address: "/fila",
    act: async (page) => {
      await page.locator("main h1").waitFor();
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "management", as: "manager", address: "/gestao" },
  { name: "ratings", as: "manager", address: "/gestao/avaliacoes" },
  { name: "ratings empty", as: "manager", address: "/gestao/avaliacoes?de=2001-01-01&ate=2001-01-02" },
  { name: "administration", as: "admin", address: "/admin" },
  { name: "people", as: "admin", address: "/admin/pessoas" },
  { name: "calendars", as: "admin", address: "/admin/calendarios" },
  {
    name: "a calendar",
    as: "admin",
    address: "/admin/calendarios",
    act: async (page) => {
      await page.getByRole("link", { name: "Finanças, das 7h30 às 13h30" }).click();
      await expect(page.getByRole("heading", { name: "Dias sem expediente" })).toBeVisible();
    },
  },
  {
    name: "a day without work, with errors",
    as: "admin",
    address: "/admin/calendarios",
    act: async (page) => {
      await page.getByRole("link", { name: "Finanças, das 7h30 às 13h30" }).click();
      await page.getByRole("button", { name: "Incluir dia" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Todo ano no mesmo dia").check();
      await dialog.getByRole("button", { name: "Incluir" }).click();
      await expect(dialog.getByText("Dê um nome ao dia.")).toBeVisible();
    },
  },
  {
    name: "the calendar and the clocks of a department",
    as: "admin",
    address: "/admin/calendarios",
    act: async (page) => {
      await page
        .getByRole("button", { name: "Trocar o calendário ou o fuso: Secretaria de Estado de Finanças" })
        .click();
      await expect(page.getByRole("dialog").getByLabel("Fuso horário")).toHaveValue("America/Porto_Velho");
    },
  },
  {
    name: "a calendar that somebody else changed meanwhile",
    as: "admin",
    address: "/admin/calendarios",
    act: async (page) => {
      await page.getByRole("link", { name: "Detran, das 8h30 às 17h30" }).click();
      await page.getByLabel("Nome").fill("Detran, com plantão");
      await db
        .update(calendars)
        .set({ revision: sql`${calendars.revision} + 1` })
        .where(eq(calendars.name, "Detran, das 8h30 às 17h30"));
      await page.getByRole("button", { name: "Salvar" }).click();
      await expect(page.getByText("Outra pessoa mudou este calendário enquanto você editava")).toBeVisible();
    },
  },
  {
    name: "letters that did not go out",
    as: "admin",
    address: "/admin/emails",
    act: async (page) => {
      await expect(page.getByText(/^Pode ter chegado/).first()).toBeVisible();
      await expect(page.getByText(/^Voltou: a caixa está cheia/).first()).toBeVisible();
    },
  },
  {
    name: "a new address of a department, with errors",
    as: "admin",
    address: "/admin/emails",
    act: async (page) => {
      await page.getByRole("button", { name: "Criar endereço" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Criar" }).click();
      await expect(dialog.getByText("Informe o endereço.")).toBeVisible();
    },
  },
  { name: "messages that wait", as: "technician", address: "/fila/emails" },
  { name: "messages put away", as: "technician", address: "/fila/emails?ver=descartados" },
  {
    name: "a message that waits",
    as: "technician",
    address: ({ message }) => `/fila/emails/${message}`,
  },
  {
    name: "a message and the ticket it goes to, with errors",
    as: "technician",
    address: ({ message }) => `/fila/emails/${message}`,
    act: async (page) => {
      await page.getByRole("button", { name: "Publicar em um chamado" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Número do chamado").fill("99999999");
      await dialog.getByRole("button", { name: "Publicar" }).click();
      await expect(dialog.getByText("Não há chamado do seu setor com este número.")).toBeVisible();
    },
  },
  {
    name: "answers by mail, of a person and of a machine, and an address that letters do not reach",
    as: "technician",
    address: ({ written }) => `/chamados/${written.shown}`,
    act: async (page) => {
      await expect(page.getByText("Os e-mails deste chamado não chegam ao requerente")).toBeVisible();
      await expect(page.getByText("parte de um e-mail").first()).toBeVisible();
      await page.getByText("Mostrar a mensagem").click();
    },
  },
  {
    name: "a requester who only writes, and hears of nothing",
    as: "technician",
    address: ({ unheard }) => `/chamados/${unheard.shown}`,
    act: async (page) => {
      await expect(page.getByText("Esta pessoa só fala por e-mail", { exact: false })).toBeVisible();
      await expect(
        page.getByText("O requerente não pôde ser avisado", { exact: false }).first(),
      ).toBeVisible();
    },
  },
  {
    name: "answers by mail, for who wrote them",
    as: "correspondent",
    address: ({ written }) => `/chamados/${written.shown}`,
  },
  {
    name: "a term of the law, about to be extended, with errors",
    as: "ombudsman",
    address: ticket("legal"),
    act: async (page) => {
      await page.getByRole("button", { name: "Prorrogar prazo" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Prorrogar" }).click();
      await expect(dialog.getByText("Escreva a justificativa.", { exact: false })).toBeVisible();
    },
  },
  {
    name: "an address of a department, about to be removed",
    as: "admin",
    address: "/admin/emails",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^Remover/ })
        .first()
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "what letters let their holders do, about to end",
    as: "requester",
    address: ticket("opened"),
    act: async (page) => {
      const fold = page.getByRole("button", { name: "Detalhes do chamado" });
      if (await fold.isVisible()) await fold.click();
      await page.getByRole("button", { name: "Cancelar links de e-mails enviados" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "an answer in the mailbox, with errors",
    as: "nobody",
    address: "/demo/correio",
    act: async (page) => {
      await page.getByRole("button", { name: "Escrever ao portal" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Enviar" }).click();
      await expect(dialog.getByText("Escreva a mensagem.")).toBeVisible();
    },
  },
  { name: "a link of a letter that is over", as: "nobody", address: `/acompanhar/${"a".repeat(43)}` },
  { name: "more time asked for, from a letter", as: "nobody", address: ({ letters }) => letters.need },
  {
    name: "a solution refused from a letter, with errors",
    as: "nobody",
    address: ({ letters }) => letters.answer,
    act: async (page) => {
      await page.getByRole("button", { name: "Não resolveu" }).click();
      await page.getByRole("button", { name: "Enviar, não resolveu" }).click();
      await expect(page.getByText("Conte o que não foi resolvido.")).toBeVisible();
    },
  },
  {
    name: "a solution about to be approved from a letter",
    as: "nobody",
    address: ({ letters }) => letters.answer,
    act: async (page) => {
      await page.getByRole("button", { name: "Resolveu", exact: true }).click();
      await expect(page.getByRole("button", { name: "Sim, resolveu" })).toBeVisible();
    },
  },
  {
    name: "more time asked for near the end of a solution",
    as: "nobody",
    address: ({ letters }) => letters.late,
    act: (page) => expect(page.getByRole("button", { name: "Preciso de mais tempo" })).toBeVisible(),
  },
  {
    name: "more time asked for a solution, from the letter's second button",
    as: "nobody",
    address: ({ letters }) => letters.slow,
    act: (page) => expect(page.getByRole("button", { name: "Ainda preciso" })).toBeVisible(),
  },
  {
    name: "a solution approved from a letter",
    as: "nobody",
    address: ({ letters }) => letters.late,
    act: async (page) => {
      await page.getByRole("button", { name: "Resolveu", exact: true }).click();
      await page.getByRole("button", { name: "Sim, resolveu" }).click();
      await expect(page.getByRole("link", { name: "Avaliar o atendimento" })).toBeVisible();
    },
  },
  {
    name: "rating from a letter, with errors",
    as: "nobody",
    address: ({ letters }) => letters.rate,
    act: async (page) => {
      await page.getByRole("button", { name: "Enviar avaliação" }).click();
      await expect(page.getByText("Escolha de 1 a 5 estrelas.")).toBeVisible();
    },
  },
  {
    name: "rated from a letter",
    as: "nobody",
    address: ({ letters }) => letters.rate,
    act: async (page) => {
      await page.getByRole("radio", { name: /5 estrelas/ }).check();
      await page.getByRole("button", { name: "Enviar avaliação" }).click();
      await expect(page.getByRole("heading", { name: "Avaliação enviada" })).toBeFocused();
    },
  },
  { name: "notices", as: "requester", address: "/perfil/avisos" },
  { name: "notices of who attends", as: "technician", address: "/perfil/avisos" },
  { name: "policies", as: "admin", address: "/admin/prazos" },
  {
    name: "what a service promises, with errors",
    as: "admin",
    address: "/admin/prazos",
    act: async (page) => {
      await page.getByRole("link", { name: "Ouvidoria" }).click();
      await page.getByLabel("Sem resposta do requerente").fill("0");
      await page.getByLabel("Avisar quantos dias antes").fill("");
      await page.getByRole("button", { name: "Salvar" }).click();
      await expect(page.getByText("Informe de 1 a 180 dias.")).toBeVisible();
    },
  },
  {
    name: "leaving what was not saved",
    as: "admin",
    address: "/admin/prazos",
    act: async (page) => {
      await page.getByRole("link", { name: "Ouvidoria" }).click();
      await page.getByLabel("Para reabrir").fill("12");
      await page.getByRole("link", { name: "Prazos", exact: true }).first().click();
      await expect(page.getByRole("dialog", { name: "Sair sem salvar?" })).toBeVisible();
    },
  },
  {
    name: "what a service promises, changed by somebody else meanwhile",
    as: "admin",
    address: "/admin/prazos",
    act: async (page) => {
      await page.getByRole("link", { name: "Ouvidoria" }).click();
      await page.getByLabel("Para reabrir").fill("11");
      await db
        .update(services)
        .set({ policyRevision: sql`${services.policyRevision} + 1` })
        .where(eq(services.slug, "ouvidoria"));
      await page.getByRole("button", { name: "Salvar" }).click();
      await expect(page.getByText("Outra pessoa mudou estes prazos enquanto você editava")).toBeVisible();
    },
  },
  { name: "no such page", as: "requester", address: "/nada" },
  { name: "no access", as: "requester", address: "/gestao" },
];

/** Makes what the screens show, by the product's own verbs. */
export async function setScene(): Promise<Scene> {
  const people = {
    requester: await newPerson("Olívia Teste de Albuquerque"),
    technician: await newStaff(),
    manager: await newStaff("manager"),
    admin: await demo("marina"),
    operator: await demo("camila"),
    correspondent: await newPerson("Lurdes Teste Prado"),
    ombudsman: await demo("luciana"),
  };
  const requester = (await enter(people.requester)).actor;
  const technician = (await enter(people.technician)).actor;
  const files = await Promise.all([
    sendFile(requester, { name: "ofício.pdf", bytes: pdf() }),
    sendFile(requester, { name: "tela.png", bytes: png() }),
  ]);
  const at = (to: Parameters<typeof bring>[1]) =>
    openTicket(requester).then((opened) => bring(opened, to, { requester, technician }));
  const tickets = {
    opened: await openTicket(requester, { files: files.map((file) => file.id) }),
    pending: await at("pending"),
    validating: await at("validating"),
    resolved: await at("resolved"),
    rated: await at("resolved"),
    legal: await openPraise(requester),
  };
  const { number } = tickets.pending;
  const now = new Date();
  await addFollowUp(technician, { number, body: says("Falta um documento."), files: [] }, now);
  await addNote(technician, { number, body: says("Ligar na segunda."), files: [] }, now);
  await rateTicket(requester, { number: tickets.rated.number, stars: 4, comment: "Bom." }, now);
  const message = await strangersMail(tickets.opened.shown);
  for (const departmentId of technician.technicianOf) await floodedMail(departmentId);
  const written = await writtenTicket(people.correspondent, technician);
  const writer = (await enter(await newPerson("Josefa Teste de Quem Só Escreve"))).actor;
  const waiting = await openTicket(writer).then((it) =>
    bring(it, "pending", { requester: writer, technician }),
  );
  const unheard = await unheardTicket(waiting, writer);
  const [silent, over, late] = [await at("pending"), await at("validating"), await at("validating")];
  await daysPass(silent, 2.01);
  await daysPass(over, 9.01);
  await daysPass(late, 9.01);
  await announced(over);
  await announced(late);
  await daysPass(over, 1.01);
  await strandedLetters(tickets.opened);
  const letters = {
    need: await letterAddress(silent, "still_needed"),
    answer: await letterAddress(tickets.validating, "answer"),
    late: await letterAddress(late, "answer"),
    slow: await letterAddress(late, "still_needed"),
    rate: await letterAddress(over, "rate"),
  };
  return { ...people, tickets, written, unheard, message, letters };
}
