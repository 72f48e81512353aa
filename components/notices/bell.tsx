"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useHeard } from "@/components/live/live-events";
import { Bell as BellIcon } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { formatCount } from "@/lib/numbers";

/** The page comes first; and a ticket that is being opened is read a moment after. */
const CALM_MS = 1_200;
const MOST_SHOWN = 99;

/**
 * The way to the person's notices, with how many they have not read: asked once a page is there or comes back into sight, and
 * when it hears of something; at once when they were read.
 */
export function Bell() {
  const [{ unread, mail }, setNews] = useState<News>({ unread: 0, mail: 0 });
  const all = unread + mail;
  const pathname = usePathname();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);

  function ask(after = CALM_MS) {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      asked.current += 1;
      const turn = asked.current;
      const news = await fetchNews();
      // An older answer may come after a newer one.
      if (news && turn === asked.current) setNews(news);
    }, after);
  }

  const asking = useRef(ask);
  // Whoever goes to another page may have read something there.
  useEffect(() => {
    if (pathname !== undefined) asking.current();
    return () => clearTimeout(timer.current);
  }, [pathname]);
  // And whoever comes back to this one, on another device: a hidden page hears of nothing after a while.
  useEffect(() => {
    const onVisibility = () => document.visibilityState === "visible" && asking.current();
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, []);
  useHeard((heard) => ask(heard === "read" ? 0 : CALM_MS));

  return (
    <Link
      href="/perfil/avisos"
      className={clsx(
        "relative grid size-11 shrink-0 place-items-center rounded-full text-masthead-ink hover:bg-surface-hover print:hidden",
        "-mr-2 ml-1",
      )}
    >
      <BellIcon aria-hidden="true" className="size-5.5" />
      <span className="sr-only">Avisos</span>
      {all > 0 && (
        <span className="absolute top-1 right-0.5 min-w-5 rounded-full bg-danger px-1 text-center text-[0.75rem] leading-5 font-bold text-on-danger">
          {all > MOST_SHOWN ? `${MOST_SHOWN}+` : all}
        </span>
      )}
      <span role="status" className="sr-only">
        {words(unread, mail)}
      </span>
    </Link>
  );
}

function words(unread: number, mail: number): string {
  return [
    unread > 0 && `${formatCount(unread)} ${unread === 1 ? "aviso não lido" : "avisos não lidos"}`,
    mail > 0 && `${formatCount(mail)} ${mail === 1 ? "e-mail à espera" : "e-mails à espera"}`,
  ]
    .filter(Boolean)
    .join(", ");
}

interface News {
  unread: number;
  /** Messages that wait for this person to decide. */
  mail: number;
}

/** Null where it cannot be known now. */
async function fetchNews(): Promise<News | null> {
  try {
    const response = await fetch("/api/events/unread");
    return response.ok ? ((await response.json()) as News) : null;
  } catch {
    return null;
  }
}
