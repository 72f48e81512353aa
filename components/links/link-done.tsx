"use client";

import { useEffect, useRef } from "react";
import { ButtonLink } from "@/components/ui/button";
import { CircleCheck } from "@/components/ui/icons";

/** It is done: said, read aloud, and what follows. */
export function LinkDone({ title, text, number }: { title: string; text: string; number: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid justify-items-start gap-3">
      <CircleCheck aria-hidden="true" className="size-10 text-success" />
      <h2 ref={heading} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h2>
      <p className="max-w-prose">{text}</p>
      <ButtonLink href={`/chamados/${number}`}>Abrir o chamado no portal</ButtonLink>
    </div>
  );
}
