import { formatMoment } from "@/components/dates/time";
import { Progress } from "@/components/ui/progress";
import { DAY } from "@/lib/dates";
import { spanInWords, TARGET_LABELS } from "@/lib/sla/labels";
import type { TargetState, TargetView } from "@/lib/sla/view";

type Props = { targets: readonly TargetView[]; now: Date; timeZone: string; staff: boolean };

/** What is promised and what is left of it, each in words and with a bar. */
export function Targets({ targets, now, timeZone, staff }: Props) {
  return (
    <ul className="grid gap-4">
      {targets.map((target) => (
        <li key={target.kind} className="grid gap-1.5">
          <p className="flex flex-wrap justify-between gap-x-3">
            <span className="font-medium">{TARGET_LABELS[target.kind]}</span>
            <span className={INK[target.state]}>{leftWords(target, now, timeZone, staff)}</span>
          </p>
          <Progress
            name={`Tempo usado do prazo: ${TARGET_LABELS[target.kind].toLowerCase()}`}
            value={spentOf(target)}
            tone={TONES[target.state]}
          />
          <p className="text-sm text-soft">{promiseWords(target, now, timeZone, staff)}</p>
        </li>
      ))}
    </ul>
  );
}

const TONES: Record<TargetState, "primary" | "success" | "warning" | "danger"> = {
  running: "primary",
  warned: "warning",
  late: "danger",
  standing: "primary",
  met: "success",
  missed: "danger",
};

const INK: Partial<Record<TargetState, string>> = {
  warned: "font-medium text-warning-ink",
  late: "font-medium text-danger-ink",
  missed: "font-medium text-danger-ink",
  met: "font-medium text-success-ink",
};

/** From 0 to 100. */
function spentOf({ state, left, total }: TargetView): number {
  if (state === "late" || state === "missed" || state === "met") return 100;
  return Math.min(100, Math.max(0, Math.round((1 - left / total) * 100)));
}

/** How the promise stands. */
export function leftWords(target: TargetView, now: Date, timeZone: string, staff: boolean): string {
  switch (target.state) {
    case "met":
      return "Dentro do prazo";
    case "missed":
      return "Fora do prazo";
    case "late":
      return target.dueAt ? `Venceu ${formatMoment(target.dueAt, now, timeZone)}` : "Vencido";
    case "standing":
      return `Parado, ${remaining(target)}`;
    default:
      if (target.unit === "calendar" && target.left < DAY) return "Termina hoje";
      return staff || target.left > 0 ? capital(remaining(target)) : "No fim";
  }
}

function remaining(target: TargetView): string {
  const span = spanInWords(target);
  return `${/^1 /.test(span) && !span.includes(" e ") ? "falta" : "faltam"} ${span}`;
}

/** What the promise is, and what happens to it. */
function promiseWords(target: TargetView, now: Date, timeZone: string, staff: boolean): string {
  const until = target.dueAt ? formatMoment(target.dueAt, now, timeZone) : "";
  const extended = target.extended ? " Prazo prorrogado uma vez, com justificativa." : "";
  switch (target.state) {
    case "met":
      return target.kind === "first_response" ? "A equipe respondeu a tempo." : "Encerrado dentro do prazo.";
    case "missed":
      return target.kind === "first_response"
        ? "A primeira resposta não veio a tempo."
        : "O prazo prometido passou antes do fim.";
    case "late":
      return staff
        ? "A equipe e o gestor foram avisados."
        : "Passou do prometido. A equipe e o gestor sabem.";
    case "standing":
      return `O prazo não corre enquanto o chamado espera.${extended}`;
    default:
      return `${staff ? "Vence" : "Prometido até"} ${until}.${extended}`;
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
