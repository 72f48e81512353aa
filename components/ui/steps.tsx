import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Check } from "@/components/ui/icons";

export type Step = { label: string; state: "done" | "current" | "coming"; detail?: ReactNode };

const spoken = { done: "concluída: ", current: "agora: ", coming: "depois: " };

/** The way something goes, and how far it is. Across or down. */
export function Steps({
  name,
  steps,
  direction = "across",
}: {
  name: string;
  steps: Step[];
  direction?: "across" | "down";
}) {
  const across = direction === "across";
  return (
    <ol aria-label={name} className={clsx(across ? "flex" : "grid")}>
      {steps.map((step, place) => {
        const next = steps[place + 1];
        return (
          <li
            key={step.label}
            aria-current={step.state === "current" ? "step" : undefined}
            className={clsx(
              "relative",
              across ? "min-w-0 flex-1 px-0.5 text-center hyphens-auto" : "flex gap-3 pb-5 last:pb-0",
            )}
          >
            {next && (
              <span
                aria-hidden="true"
                className={clsx(
                  "absolute",
                  across
                    ? "top-[0.6875rem] left-[calc(50%+1rem)] h-0.5 w-[calc(100%-2rem)]"
                    : "top-7 bottom-1 left-[0.6875rem] w-0.5",
                  next.state === "coming" ? "bg-line" : "bg-primary",
                )}
              />
            )}
            <Dot state={step.state} className={across ? "mx-auto" : undefined} />
            <div className={clsx("min-w-0", across ? "mt-1.5" : "-mt-px")}>
              <p
                className={clsx(
                  "text-sm",
                  step.state === "current" && "font-bold text-ink",
                  step.state === "done" && "font-medium text-ink",
                  step.state === "coming" && "text-soft",
                )}
              >
                <span className="sr-only">{spoken[step.state]}</span>
                {step.label}
              </p>
              {step.detail && <div className="text-sm text-soft">{step.detail}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Dot({ state, className }: { state: Step["state"]; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "relative grid size-6 shrink-0 place-items-center rounded-full border-2",
        state === "done" && "border-primary bg-primary text-on-primary",
        state === "current" && "border-primary bg-surface-raised",
        state === "coming" && "border-line-strong bg-surface-raised",
        className,
      )}
    >
      {state === "done" && <Check className="size-3.5 [stroke-width:3]" />}
      {state === "current" && (
        <span className="size-2.5 rounded-full bg-primary forced-color-adjust-none forced-colors:bg-[Highlight]" />
      )}
    </span>
  );
}
