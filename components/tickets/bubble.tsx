import { clsx } from "clsx";
import { FileTiles } from "@/components/files/file-tile";
import { RichText } from "@/components/richtext/rich-text";
import { Lock, Mail, OctagonX } from "@/components/ui/icons";
import type { Entry, Said } from "@/lib/tickets/timeline";
import { SaidHead } from "./said-head";

type MessageEntry = Extract<Entry, { kind: "message" }>;

const LOOKS: Record<MessageEntry["tone"], string> = {
  reply: "",
  note: "border-dashed border-bubble-note-line bg-bubble-note",
  rejection: "border-danger-line bg-danger-soft",
  automatic: "border-dashed border-bubble-note-line bg-bubble-note",
};

/** Something said in the conversation: own words on the right, those of others on the left. */
export function Bubble({ message, now, timeZone }: { message: MessageEntry; now: Date; timeZone: string }) {
  const { own, tone, author } = message;
  return (
    <article
      aria-label={`${NAMES[tone]} de ${own ? "você" : author}`}
      data-card=""
      className={clsx(
        "w-fit max-w-full min-w-[min(100%,18rem)] rounded-lg border px-4 py-3 sm:max-w-[88%]",
        own ? "ml-auto rounded-br-sm" : "mr-auto rounded-bl-sm",
        tone === "reply"
          ? own
            ? "border-transparent bg-bubble-own high-contrast:border-line"
            : "bg-bubble-other"
          : LOOKS[tone],
      )}
    >
      <SaidHead {...message} now={now} timeZone={timeZone} label={<Tone tone={tone} />} />
      {tone === "automatic" ? (
        <details className="group mt-1">
          <summary className="cursor-pointer text-sm text-link underline underline-offset-2">
            <span className="group-open:hidden">Mostrar a mensagem</span>
            <span className="hidden group-open:inline">Esconder a mensagem</span>
          </summary>
          <SaidBody said={message} className="mt-2" />
        </details>
      ) : (
        <SaidBody said={message} className="mt-2" />
      )}
    </article>
  );
}

const NAMES: Record<MessageEntry["tone"], string> = {
  reply: "Resposta",
  note: "Nota interna",
  rejection: "Motivo da não aprovação",
  automatic: "Resposta automática do requerente",
};

const TONES = {
  note: { Icon: Lock, label: "Nota interna, só a equipe lê" },
  rejection: { Icon: OctagonX, label: "Motivo" },
  automatic: { Icon: Mail, label: "Resposta automática do requerente, só a equipe lê" },
} as const;

function Tone({ tone }: { tone: MessageEntry["tone"] }) {
  if (tone === "reply") return null;
  const { Icon, label } = TONES[tone];
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 text-sm font-medium",
        tone === "rejection" ? "text-danger-ink" : "text-warning-ink",
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
      {label}
    </span>
  );
}

/** The words and the files of something said. */
export function SaidBody({ said, className }: { said: Said; className?: string }) {
  return (
    <div className={clsx("grid gap-3", className)}>
      {said.body && <RichText document={said.body} />}
      {said.files.length > 0 && <FileTiles files={said.files} label="Arquivos" />}
    </div>
  );
}
