import { FileTiles } from "@/components/files/file-tile";
import { RichText } from "@/components/richtext/rich-text";
import { FileText } from "@/components/ui/icons";
import type { DescribedAnswer } from "@/lib/forms/answers";
import type { Entry } from "@/lib/tickets/timeline";
import { SaidHead } from "./said-head";

type RequestBoxProps = {
  request: Extract<Entry, { kind: "request" }>;
  subject: string;
  answers: DescribedAnswer[];
  fileLabels: Record<string, string>;
  now: Date;
  timeZone: string;
};

/** What was asked for: the first thing in every conversation, and the only green one. */
export function RequestBox({ request, subject, answers, fileLabels, now, timeZone }: RequestBoxProps) {
  const labelled = request.files.some((file) => file.fieldId && fileLabels[file.fieldId]);
  const rest = labelled ? "Outros arquivos" : "Arquivos";
  const groups = Map.groupBy(request.files, (file) => fileLabels[file.fieldId ?? ""] ?? rest);
  return (
    <article
      aria-label={`Pedido de ${request.own ? "você" : request.author}`}
      data-card=""
      className="rounded-md border border-bubble-request-line bg-bubble-request p-4 sm:p-5"
    >
      <SaidHead
        {...request}
        now={now}
        timeZone={timeZone}
        label={
          <span className="inline-flex items-center gap-1.5 text-sm font-medium text-success-ink">
            <FileText aria-hidden="true" className="size-4" />
            Pedido
          </span>
        }
      />
      <h3 className="mt-3 text-lg font-bold">{subject}</h3>
      {answers.length > 0 && (
        <dl className="mt-2 grid gap-x-6 gap-y-2.5 sm:grid-cols-2">
          {answers.map((answer) => (
            <div key={answer.fieldId} className={isLong(answer) ? "sm:col-span-2" : undefined}>
              <dt className="text-sm text-soft">{answer.label}</dt>
              <dd className="whitespace-pre-line">{answer.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {request.body && (
        <div className="mt-3">
          <RichText document={request.body} />
        </div>
      )}
      {[...groups].map(([label, files]) => (
        <div key={label} className="mt-4">
          <p className="mb-1.5 text-sm text-soft">{label}</p>
          <FileTiles files={files} label={label} />
        </div>
      ))}
    </article>
  );
}

const isLong = (answer: DescribedAnswer) => answer.type === "long_text" || answer.text.length > 60;
