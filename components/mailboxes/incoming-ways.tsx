import { Link } from "@/components/ui/link";
import { waitingInWords } from "@/lib/incoming/labels";
import type { MailboxSheet } from "@/lib/mailboxes/queries";

const WAYS: Record<MailboxSheet["ways"][number], string> = {
  imap: "por uma caixa de correio (IMAP)",
  resend: "pelo Resend",
  demo: "pelo correio da demonstração",
};

type IncomingWaysProps = Pick<MailboxSheet, "ways" | "replyTo"> & { waiting: number };

/** By which way messages come in, where letters are answered, and what waits for somebody. */
export function IncomingWays({ ways, replyTo, waiting }: IncomingWaysProps) {
  return (
    <div className="grid max-w-prose gap-1 text-soft">
      <p>
        {ways.length > 0
          ? `As mensagens chegam ${ways.map((way) => WAYS[way]).join(" e ")}.`
          : "Nenhuma mensagem chega: faltam IMAP_URL, ou RESEND_API_KEY e RESEND_WEBHOOK_SECRET."}{" "}
        {replyTo
          ? `Os avisos são respondidos em ${replyTo}, com uma parte própria depois de um “+”.`
          : "Os avisos não podem ser respondidos: falta MAIL_REPLY_TO."}
      </p>
      <p>
        <Link href="/fila/emails" className="link">
          {waiting === 0 ? "Nenhum e-mail espera por você" : waitingInWords(waiting).title}
        </Link>
      </p>
    </div>
  );
}
