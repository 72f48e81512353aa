import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "@/components/ui/icons";

export type MessageTone = "info" | "success" | "warning" | "danger";

const tones = {
  info: { box: "border-info-line bg-info-soft", ink: "text-info-ink", mark: "text-info", Icon: Info },
  success: {
    box: "border-success-line bg-success-soft",
    ink: "text-success-ink",
    mark: "text-success",
    Icon: CircleCheck,
  },
  warning: {
    box: "border-warning-line bg-warning-soft",
    ink: "text-warning-ink",
    mark: "text-warning",
    Icon: TriangleAlert,
  },
  danger: {
    box: "border-danger-line bg-danger-soft",
    ink: "text-danger-ink",
    mark: "text-danger",
    Icon: OctagonAlert,
  },
} as const;

type MessageProps = {
  tone?: MessageTone;
  title: ReactNode;
  children?: ReactNode;
  /** Read aloud at once when it appears: "alert" for what went wrong, "status" for the rest. */
  live?: "alert" | "status";
  actions?: ReactNode;
  id?: string;
  className?: string;
};

/** A box that says something about the page or the last act: icon, title, body. */
export function Message({ tone = "info", title, children, live, actions, id, className }: MessageProps) {
  const { box, ink, mark, Icon } = tones[tone];
  return (
    <div
      id={id}
      role={live}
      tabIndex={id ? -1 : undefined}
      className={clsx("flex gap-3 rounded-md border p-4", box, className)}
    >
      <Icon aria-hidden="true" className={clsx("mt-px size-5.5 shrink-0", mark)} />
      <div className="min-w-0 grow">
        <p className={clsx("font-bold", ink)}>{title}</p>
        {children && <div className="mt-1">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
