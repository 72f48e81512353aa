"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { CircleCheck, Info, OctagonAlert, X } from "@/components/ui/icons";
import { IconButton } from "./button";

type Notice = { tone?: "info" | "success" | "danger"; title: string; body?: string };
type Shown = Notice & { id: number };

const ToastContext = createContext<(notice: Notice) => void>(() => {});

/** Says in passing what an act did: `toast({ tone: "success", title: "Resposta enviada" })`. */
export function useToast() {
  return useContext(ToastContext);
}

const OvertakeContext = createContext<() => void>(() => {});

/** How an act that begins takes away what was said of those before it; what went wrong stays until it is read. */
export function useOvertake() {
  return useContext(OvertakeContext);
}

const tones = {
  info: { Icon: Info, mark: "text-info" },
  success: { Icon: CircleCheck, mark: "text-success" },
  danger: { Icon: OctagonAlert, mark: "text-danger" },
};

/** Holds the corner where passing notices appear, and the live region that reads them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Shown[]>([]);
  const last = useRef(0);

  const toast = useCallback((notice: Notice) => {
    last.current += 1;
    const shown = { ...notice, id: last.current };
    // What was done before is overtaken by it; what went wrong stays until it is read.
    setNotices((before) => [...before.filter(({ tone }) => tone === "danger").slice(-2), shown]);
  }, []);
  const overtake = useCallback(() => {
    setNotices((before) => before.filter(({ tone }) => tone === "danger"));
  }, []);
  const dismiss = useCallback((id: number) => {
    setNotices((before) => before.filter((notice) => notice.id !== id));
  }, []);

  return (
    <ToastContext value={toast}>
      <OvertakeContext value={overtake}>{children}</OvertakeContext>
      <div
        role="status"
        className="pointer-events-none fixed inset-x-4 top-18 z-20 ml-auto grid max-w-sm gap-2 print:hidden"
      >
        {notices.map((notice) => (
          <Toast key={notice.id} notice={notice} dismiss={dismiss} />
        ))}
      </div>
    </ToastContext>
  );
}

function Toast({ notice, dismiss }: { notice: Shown; dismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  const { Icon, mark } = tones[notice.tone ?? "info"];

  useEffect(() => {
    // What went wrong stays until it is read.
    if (held || notice.tone === "danger") return;
    const timer = setTimeout(() => dismiss(notice.id), 7000);
    return () => clearTimeout(timer);
  }, [held, notice, dismiss]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from leaving
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex animate-appear items-start gap-3 rounded-md border border-line bg-surface-raised py-3 pr-2 pl-4 shadow-float"
    >
      <Icon aria-hidden="true" className={clsx("mt-0.5 size-5.5 shrink-0", mark)} />
      <div className="min-w-0 grow py-0.5">
        <p className="font-medium">{notice.title}</p>
        {notice.body && <p className="text-sm text-soft">{notice.body}</p>}
      </div>
      <IconButton
        name="Dispensar aviso"
        icon={<X className="size-4.5" />}
        onClick={() => dismiss(notice.id)}
        className="-my-1"
      />
    </div>
  );
}
