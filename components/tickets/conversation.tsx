"use client";

import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { firstNew } from "@/lib/tickets/timeline";

export interface ConversationItem {
  id: string;
  at: Date;
  own: boolean;
  /** Who spoke; null for the small lines. */
  author: string | null;
  /** "sexta, 21 de novembro": stands before the first entry of a day. */
  day: string;
  node: ReactNode;
}

/**
 * The entries in order, with the days between them and the mark of what is new. The mark stays where it was when the
 * page opened; what arrives while the page is open is told politely.
 */
export function Conversation({ items, readAt }: { items: ConversationItem[]; readAt: Date | null }) {
  const [since] = useState(readAt);
  const marked = firstNew(items, since);
  const news = useNews(items);
  return (
    <>
      <ol className="grid gap-4">
        {items.map((item, place) => (
          <Fragment key={item.id}>
            {item.day !== items[place - 1]?.day && (
              <li className="my-1 flex items-center gap-3 text-sm font-medium text-soft">
                <span aria-hidden="true" className="h-px grow bg-line" />
                {item.day}
                <span aria-hidden="true" className="h-px grow bg-line" />
              </li>
            )}
            {item.id === marked && (
              <li className="flex items-center gap-3 text-sm font-bold text-danger-ink" id="novo">
                <span aria-hidden="true" className="h-px grow bg-danger" />
                Novo
                <span aria-hidden="true" className="h-px grow bg-danger" />
              </li>
            )}
            <li className="min-w-0">{item.node}</li>
          </Fragment>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {news}
      </p>
    </>
  );
}

/** Says who wrote what arrived since the last time the page was drawn. */
function useNews(items: ConversationItem[]): string {
  const [news, setNews] = useState("");
  const seen = useRef(new Set(items.map((item) => item.id)));
  useEffect(() => {
    const fresh = items.filter((item) => !seen.current.has(item.id));
    for (const item of fresh) seen.current.add(item.id);
    const authors = [...new Set(fresh.flatMap((item) => (item.own || !item.author ? [] : [item.author])))];
    if (authors.length > 0) setNews(`Nova resposta de ${authors.join(" e de ")}.`);
    else if (fresh.some((item) => !item.own)) setNews("O chamado mudou.");
  }, [items]);
  return news;
}
