"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { addressToFollow } from "./following";

/** Follows the portal's links without loading the page anew: one listener for all of them (components/ui/link.tsx). */
export function FollowLinks() {
  const router = useRouter();
  const [pending, start] = useTransition();
  const followed = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    if (pending) return;
    followed.current?.removeAttribute("data-pending");
    followed.current = null;
  }, [pending]);

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const address = link && addressToFollow(event, link, window.location);
      if (!link || !address) return;
      event.preventDefault();
      followed.current?.removeAttribute("data-pending");
      followed.current = link;
      link.setAttribute("data-pending", "");
      start(() => router.push(address, { scroll: link.dataset.follow !== "still" }));
    };
    // On the window, after whatever the page itself does with the click.
    window.addEventListener("click", follow);
    return () => window.removeEventListener("click", follow);
  }, [router]);

  return null;
}
