import { desc, eq } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { outbox } from "@/db/schema/mail";
import { departments } from "@/db/schema/people";
import { HOUR } from "../dates";
import { env } from "../env";
import { handleMail } from "../incoming/handle";
import { openingsOf } from "../incoming/queries";
import { receiveMail } from "../incoming/receive";
import { replyAddressOf, replyBase } from "../mail/reply";
import { saveMailbox } from "../mailboxes/mutations/save-mailbox";
import type { DemoDepartment } from "./people";
import type { DemoWorld } from "./world";

interface DemoBox {
  department: DemoDepartment;
  address: string;
  /** Under which service and subject a message opens a ticket; null where it does not. */
  opens: string | null;
}

/** Where people write to the departments of the demo. */
const BOXES: readonly DemoBox[] = [
  { department: "financas", address: "atendimento@financas.example", opens: "IPVA: 1º Emplacamento" },
  { department: "detran", address: "instituicoes@detran.example", opens: null },
];

const composer = createTransport({ streamTransport: true, buffer: true });

interface DemoMessage {
  hoursAgo: number;
  from: string;
  to?: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
}

const MESSAGES: readonly DemoMessage[] = [
  {
    hoursAgo: 6,
    from: "Dirce Amaral <dirce.amaral@correio.example>",
    subject: "Moto nova sem placa",
    text: "Boa tarde,\n\nComprei uma moto zero e a loja disse que o emplacamento é comigo. A nota fiscal saiu no dia 3. Como faço para pagar o IPVA proporcional?\n\nDirce Amaral",
  },
  {
    hoursAgo: 3,
    from: "João Pedro Cardoso <joao.cardoso@correio.example>",
    subject: "Boleto do primeiro emplacamento",
    text: "Olá,\n\nO boleto do primeiro emplacamento venceu ontem. Podem gerar outro?\n\nObrigado.",
  },
  {
    hoursAgo: 5,
    from: "Boletim Fiscal <boletim@noticias.example>",
    subject: "As novidades da semana",
    text: "Veja o que mudou nos tributos estaduais.",
    headers: { "List-Id": "<boletim.noticias.example>", Precedence: "bulk" },
  },
  {
    hoursAgo: 4,
    from: "Wanderley Pires <wanderley@oficina.example>",
    subject: "Re: [00000012] sobre o veículo da minha cliente",
    text: "Sou o mecânico da cliente. O laudo fica pronto na quinta. Posso mandar por aqui?",
  },
  {
    hoursAgo: 2,
    from: "Contato <contato@fornecedor.example>",
    to: "licitacoes@guiche.example",
    subject: "Proposta comercial",
    text: "Segue a nossa proposta para o próximo exercício.",
  },
];

/** The addresses of the demo, and messages that came in there: some in their tickets, some that wait for somebody. */
export async function writeToDemo(world: DemoWorld, now: Date): Promise<void> {
  const admin = world.people.get("marina");
  if (!admin) throw new Error("the demo has nobody to administer it");
  for (const box of BOXES) {
    const departmentId = await departmentOf(box.department);
    const opening = (await openingsOf(departmentId)).find(({ name }) => name === box.opens);
    const [serviceId = "", subjectId = ""] = opening?.id.split(" ") ?? [];
    const under = opening ? { serviceId, subjectId } : null;
    await saveMailbox(admin, { id: null, revision: 0, address: box.address, departmentId, under }, now);
  }
  for (const message of [...MESSAGES, ...(await answerFromElsewhere())]) await bringIn(message, now);
}

async function departmentOf(slug: DemoDepartment): Promise<string> {
  const [row] = await db.select({ id: departments.id }).from(departments).where(eq(departments.slug, slug));
  if (!row) throw new Error(`the demo has no ${slug}`);
  return row.id;
}

/** Somebody of the family answers a letter, from an address of their own. */
async function answerFromElsewhere(): Promise<DemoMessage[]> {
  const base = replyBase(env());
  const [letter] = await db
    .select()
    .from(outbox)
    .where(eq(outbox.toAddress, "joao.cardoso@correio.example"))
    .orderBy(desc(outbox.createdAt))
    .limit(1);
  if (!base || !letter?.replyId) return [];
  return [
    {
      hoursAgo: 1,
      from: "Célia Cardoso <celia.cardoso@familia.example>",
      to: replyAddressOf(letter.replyId, base),
      subject: `Re: ${letter.subject}`,
      text: "Sou a esposa do João. Ele está viajando e pediu para eu responder: o documento está com a despachante.",
    },
  ];
}

async function bringIn({ hoursAgo, to = "atendimento@financas.example", ...mail }: DemoMessage, now: Date) {
  const at = new Date(now.getTime() - hoursAgo * HOUR);
  const { message } = await composer.sendMail({ ...mail, to, date: at });
  const origin = { source: "demo", sourceId: `${at.getTime()} ${mail.from}`, recipients: [to] } as const;
  const id = await receiveMail(origin, message as Buffer, at);
  const [row] = id ? await db.select().from(incomingMail).where(eq(incomingMail.id, id)) : [];
  if (row) await handleMail(row, () => at);
}
