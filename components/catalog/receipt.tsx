import type { ReactNode } from "react";
import { formatDay, formatExact } from "@/components/dates/time";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { CircleCheck, Download, Paperclip } from "@/components/ui/icons";
import { type Step, Steps } from "@/components/ui/steps";
import { formatPhone } from "@/lib/identifiers/phone";
import { formatNumber } from "@/lib/number";
import { receiptName, receiptUrl } from "@/lib/receipts/address";
import { stepsOf } from "@/lib/receipts/labels";
import type { Receipt } from "@/lib/receipts/queries";
import { PrintButton } from "./print-button";

type Props = { receipt: Receipt; now: Date };

/** The proof that a request was received: number, what happens next and by when, what was sent. */
export function ReceiptView({ receipt, now }: Props) {
  const number = formatNumber(receipt.number);
  const { timeZone } = receipt.department;
  return (
    <article className="grid gap-8 print:gap-5 print:[--soft:var(--ink)]">
      <PrintHeader department={receipt.department.name} now={now} />
      <header className="grid gap-2">
        <h1 className="text-2xl font-bold">
          <span className="flex items-center gap-3 print:hidden">
            <CircleCheck aria-hidden="true" className="size-8 text-success" />
            Chamado aberto
          </span>
          <span className="hidden print:inline">Comprovante de abertura de chamado</span>
        </h1>
        <p className="mt-3 text-soft">Número do chamado</p>
        <p className="text-[clamp(2.5rem,2rem+4vw,4rem)] leading-none font-bold tracking-tight print:text-[28pt]">
          {number}
        </p>
        <p className="mt-2 text-lg">{receipt.title}</p>
        <p className="text-soft">
          Recebido: {formatExact(receipt.openedAt, timeZone)}, em nome de {receipt.requester}.
        </p>
        <div className="mt-4 flex flex-wrap gap-3 print:hidden">
          <ButtonLink href={`/chamados/${number}`} variant="primary">
            Acompanhar
          </ButtonLink>
          <ButtonLink
            href={receiptUrl(receipt.number)}
            download={receiptName(receipt.number)}
            icon={<Download aria-hidden="true" className="size-5" />}
          >
            Baixar PDF
          </ButtonLink>
          <PrintButton />
          <CopyButton text={number} label="Copiar número" variant="secondary" size="medium" />
        </div>
      </header>
      <section aria-labelledby="o-que-acontece">
        <h2 id="o-que-acontece" className="mb-4 text-xl font-bold">
          O que acontece agora
        </h2>
        <Steps name="O que acontece agora" steps={shownSteps(receipt)} direction="down" />
      </section>
      <Sent receipt={receipt} />
    </article>
  );
}

/** Beneath the portal's name, which the page's own head prints. */
function PrintHeader({ department, now }: { department: string; now: Date }) {
  return (
    <p className="hidden justify-between gap-6 text-sm print:flex">
      <span>{department}</span>
      <span>Impresso: {formatExact(now, "America/Sao_Paulo")}</span>
    </p>
  );
}

function shownSteps(receipt: Receipt): Step[] {
  return stepsOf(receipt).map(({ until, detail, ...step }) => ({
    ...step,
    detail:
      step.state === "done" ? (
        formatExact(receipt.openedAt, receipt.department.timeZone)
      ) : (
        <>
          {until && <p className="font-medium text-ink">Previsão: até {formatDay(until)}</p>}
          <p>{detail}</p>
        </>
      ),
  }));
}

function Sent({ receipt }: { receipt: Receipt }) {
  return (
    <Card as="section" aria-labelledby="o-que-foi-enviado" className="print:border-0 print:p-0">
      <h2 id="o-que-foi-enviado" className="text-xl font-bold">
        O que você enviou
      </h2>
      <dl className="mt-3 grid gap-x-8 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] print:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Item label="Serviço">{receipt.service.name}</Item>
        <Item label="Assunto">{receipt.subject}</Item>
        {receipt.answers.map((answer) => (
          <Item key={answer.fieldId} label={answer.label}>
            <span className="whitespace-pre-line">{answer.masked ?? answer.text}</span>
          </Item>
        ))}
        <Item label="E-mail deste chamado">{receipt.contactEmail}</Item>
        <Item label="Telefone deste chamado">
          {receipt.contactPhone && formatPhone(receipt.contactPhone)}
        </Item>
        <Item label="Localidade">{receipt.locality}</Item>
        <Item label={receipt.files.length === 1 ? "Arquivo" : "Arquivos"}>
          {receipt.files.length > 0 && <FileNames files={receipt.files} />}
        </Item>
      </dl>
    </Card>
  );
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="col-span-full grid grid-cols-subgrid border-b border-line py-2.5 last:border-0">
      <dt className="text-soft">{label}</dt>
      <dd className="min-w-0 font-medium break-words">{children}</dd>
    </div>
  );
}

function FileNames({ files }: { files: Receipt["files"] }) {
  return (
    <ul className="grid gap-1">
      {files.map((file, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may share a name, and the list never changes
        <li key={place} className="flex items-start gap-2">
          <Paperclip aria-hidden="true" className="mt-1 size-4 shrink-0 text-soft" />
          <span className="min-w-0">
            {file.name}
            {file.label && <span className="block text-sm font-normal text-soft">{file.label}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
