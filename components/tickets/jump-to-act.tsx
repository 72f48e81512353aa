"use client";

import { clsx } from "clsx";
import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { ArrowDown } from "@/components/ui/icons";

/** Keeps what is due within reach of a long conversation: a button over the page while the panel is out of view. */
export function JumpToAct({ label }: { label: string }) {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const panel = document.getElementById("agir");
    if (!panel) return;
    const observer = new IntersectionObserver(([entry]) => {
      setAway(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top > 0);
    });
    observer.observe(panel);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      className={clsx(
        "pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center print:hidden",
        !away && "invisible",
      )}
    >
      <a
        href="#agir"
        className={clsx(buttonClass({ variant: "primary" }), "pointer-events-auto shadow-float")}
      >
        <ArrowDown aria-hidden="true" className="size-4.5" />
        {label}
      </a>
    </div>
  );
}
