"use client";

import { useEffect, useRef } from "react";
import { ButtonLink } from "@/components/ui/button";
import { CircleCheck } from "@/components/ui/icons";
import { ratingWords, Stars } from "@/components/ui/star-rating";
import type { LinkView } from "@/lib/links/view";
import type { LinkOutcome } from "./props";

/** It is done: said, read aloud, and what follows. */
export function LinkDone({ done, view }: { done: LinkOutcome; view: LinkView }) {
  const { title, text, ratePath, stars } = done;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid justify-items-start gap-3">
      <CircleCheck aria-hidden="true" className="size-10 text-success" />
      <h2 ref={heading} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h2>
      {stars !== undefined && (
        <p className="flex items-center gap-2 font-medium">
          <Stars value={stars} className="text-xl" />
          {ratingWords[stars - 1]}
        </p>
      )}
      <p className="max-w-prose">{text}</p>
      <div className="flex flex-wrap gap-3">
        {ratePath && (
          <ButtonLink href={ratePath} variant="primary">
            Avaliar o atendimento
          </ButtonLink>
        )}
        {view.enters && <ButtonLink href={`/chamados/${view.number}`}>Abrir o chamado no portal</ButtonLink>}
      </div>
    </div>
  );
}
