"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { LeaveQuestion } from "./leave-question";

/** Whoever is still here then (milliseconds) did not leave. */
const GONE_BY = 5_000;

/** What is asked of who leaves, and what the button says that does so. */
interface Leaving {
  title: string;
  text: string;
  leave: string;
}

const UNSAVED: Leaving = {
  title: "Sair sem salvar?",
  text: "Há mudanças que ainda não foram salvas. Se você sair, elas se perdem.",
  leave: "Sair sem salvar",
};

/** While there are changes that nobody saved, no link, no step back and no closing of the page loses them unasked. */
export function LeaveGuard({ changed, words = UNSAVED }: { changed: boolean; words?: Leaving }) {
  const router = useRouter();
  const [onward, setOnward] = useState<{ go: () => void } | null>(null);
  // Whoever said yes is not asked again for the moment that leaving takes.
  const agreed = useRef(false);

  useEffect(() => {
    if (!changed) return;
    const guard = new AbortController();
    const { signal } = guard;
    addEventListener("beforeunload", (event) => agreed.current || event.preventDefault(), { signal });
    document.addEventListener(
      "click",
      (event) => {
        const link = linkAway(event);
        if (!link || agreed.current) return;
        event.preventDefault();
        event.stopPropagation();
        const { href, origin } = link;
        const inside = origin === location.origin;
        setOnward({ go: () => (inside ? router.push(href) : location.assign(href)) });
      },
      { capture: true, signal },
    );
    // Steps back and forth within the portal. A browser without this asks at links and when the page is closed.
    window.navigation?.addEventListener(
      "navigate",
      (event) => {
        if (event.navigationType !== "traverse" || !event.cancelable || agreed.current) return;
        const { key, url } = event.destination;
        if (new URL(url).pathname === location.pathname) return;
        event.preventDefault();
        setOnward({ go: () => void window.navigation.traverseTo(key) });
      },
      { signal },
    );
    // What goes away with a form of its own, like the end of a session.
    document.addEventListener(
      "submit",
      (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement) || !("leaves" in form.dataset) || agreed.current) return;
        event.preventDefault();
        event.stopPropagation();
        setOnward({ go: () => form.requestSubmit() });
      },
      { capture: true, signal },
    );
    return () => guard.abort();
  }, [changed, router]);

  const leave = () => {
    agreed.current = true;
    setTimeout(() => {
      agreed.current = false;
    }, GONE_BY);
    setOnward(null);
    onward?.go();
  };

  return (
    <LeaveQuestion
      open={onward !== null}
      title={words.title}
      description={words.text}
      leave={words.leave}
      onLeave={leave}
      onStay={() => setOnward(null)}
    />
  );
}

/** The link that a click follows away from this page, in this window. */
function linkAway(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (
    !link?.protocol.startsWith("http") ||
    link.hasAttribute("download") ||
    (link.target && link.target !== "_self")
  )
    return null;
  return link.origin === location.origin && link.pathname === location.pathname ? null : link;
}
