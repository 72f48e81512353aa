import { clsx } from "clsx";
import { Time } from "@/components/dates/time";
import { ButtonLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { ArrowLeft, Inbox, Mail, MailOpen, Paperclip } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Message } from "@/components/ui/message";
import { formatSize } from "@/lib/attachments/limits";
import type { DemoLetter, LetterLine } from "@/lib/mail/queries";
import { WriteMail } from "./write-mail";

const ZONE = "America/Sao_Paulo";

type LetterListProps = {
  letters: LetterLine[];
  openId: string | null;
  hrefOf: (id: string) => string;
  filtered: boolean;
  now: Date;
};

/** The messages, newest first; each a link that opens it beside the list. */
export function LetterList({ letters, openId, hrefOf, filtered, now }: LetterListProps) {
  if (letters.length === 0) {
    return (
      <EmptyState
        icon={<Inbox />}
        title={filtered ? "Nenhuma mensagem para este destinatário" : "Ainda não há mensagens"}
        actions={filtered && <ButtonLink href="/demo/correio">Ver todas</ButtonLink>}
      >
        {filtered
          ? "Confira o endereço ou veja as mensagens de todos."
          : "Quando alguém abre ou responde um chamado, os avisos aparecem aqui."}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface-raised">
      {letters.map((letter) => (
        <li key={letter.id}>
          <Link
            href={hrefOf(letter.id)}
            scroll={false}
            aria-current={letter.id === openId ? "true" : undefined}
            className={clsx(
              "grid gap-0.5 border-l-4 px-4 py-3 text-ink no-underline transition-colors hover:bg-surface-hover focus-visible:-outline-offset-3",
              letter.id === openId ? "border-l-primary bg-primary-soft" : "border-l-transparent",
            )}
          >
            <span className="flex items-baseline justify-between gap-3 text-sm text-soft">
              <span className="truncate">{letter.to}</span>
              <Time value={letter.createdAt} now={now} timeZone={ZONE} className="shrink-0" />
            </span>
            <span className="line-clamp-2 font-medium">{letter.subject}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A message as its recipient would read it, with what stands on its envelope. */
export function LetterView({ letter, backHref, now }: { letter: DemoLetter; backHref: string; now: Date }) {
  const { From: from = "Portal de atendimento", ...headers } = letter.headers;
  const replyTo = headers["Reply-To"];
  const envelope: [string, string][] = [
    ["De", from],
    ["Para", letter.to],
  ];
  return (
    <article
      aria-labelledby="assunto"
      className="self-start rounded-md border border-line bg-surface-raised lg:sticky lg:top-4"
    >
      <header className="grid gap-3 border-b border-line p-5">
        <Link href={backHref} scroll={false} className="link inline-flex items-center gap-1.5 lg:hidden">
          <ArrowLeft aria-hidden="true" className="size-4" />
          Todas as mensagens
        </Link>
        <h2 id="assunto" className="text-lg font-bold">
          {letter.subject}
        </h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
          {envelope.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
          <dt className="text-soft">Data</dt>
          <dd>
            <Time value={letter.createdAt} now={now} timeZone={ZONE} as="exact" />
          </dd>
        </dl>
        {replyTo && (
          <div>
            <WriteMail
              key={letter.id}
              answers={{ id: letter.id, from: replyTo, to: letter.to, subject: letter.subject }}
            />
          </div>
        )}
      </header>
      {letter.text === null ? (
        <div className="grid gap-5 p-5">
          <Message tone="info" title="Esta mensagem está saindo">
            Em instantes ela aparece aqui como a pessoa a recebe. Recarregue a página.
          </Message>
          <p className="whitespace-pre-line">{letter.body}</p>
        </div>
      ) : (
        <LetterBody id={letter.id} text={letter.text} headers={headers} files={letter.files} />
      )}
    </article>
  );
}

/** Both versions that a message carries: with its design, and as plain text. */
type LetterBodyProps = {
  id: string;
  text: string;
  headers: Record<string, string>;
  files: DemoLetter["files"];
};

function LetterBody({ id, text, headers, files }: LetterBodyProps) {
  return (
    <div className="grid gap-4 p-5">
      <iframe
        title="Mensagem como a pessoa a recebe"
        src={`/api/demo/letters/${id}`}
        // Its links lead out of it; nothing in it runs.
        sandbox="allow-top-navigation-by-user-activation"
        className="h-[38rem] w-full rounded-sm border border-line bg-white"
      />
      {files.length > 0 && <LetterFiles id={id} files={files} />}
      <Disclosure summary="Versão só de texto">
        <pre className="text-sm break-words whitespace-pre-wrap">{text}</pre>
      </Disclosure>
      <Disclosure summary="Cabeçalhos">
        <dl className="grid gap-2 text-sm">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt className="text-soft">{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  );
}

function LetterFiles({ id, files }: Pick<LetterBodyProps, "id" | "files">) {
  return (
    <ul aria-label="Arquivos da mensagem" className="grid gap-1">
      {files.map(({ name, size }) => (
        <li key={name} className="flex items-start gap-2">
          <Paperclip aria-hidden="true" className="mt-1 size-4 shrink-0 text-soft" />
          <span className="min-w-0">
            <a href={`/api/demo/letters/${id}/${name}`} download={name} className="link break-all">
              {name}
            </a>
            <span className="block text-sm text-soft">{formatSize(size)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Where a message would stand before one is chosen. */
export function NoLetter() {
  return (
    <EmptyState
      icon={<MailOpen />}
      title="Escolha uma mensagem"
      className="self-start max-lg:hidden lg:sticky lg:top-4"
    >
      Ela abre aqui, como a pessoa a receberia.
    </EmptyState>
  );
}

/** What this page is, said plainly. */
export function MailboxIntro() {
  return (
    <header className="grid gap-2">
      <h1 className="flex items-center gap-3 text-2xl font-bold">
        <Mail aria-hidden="true" className="size-8 text-primary" />
        Correio da demonstração
      </h1>
      <p className="max-w-prose text-soft">
        Nada sai deste computador. Os e-mails que o portal enviaria às pessoas ficam guardados aqui, para você
        ler o que cada uma receberia, e responder como ela responderia. Esta página só existe na demonstração.
      </p>
      <div>
        <WriteMail />
      </div>
    </header>
  );
}
