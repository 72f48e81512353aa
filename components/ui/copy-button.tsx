"use client";

import { useEffect, useState } from "react";
import { Check, Copy } from "@/components/ui/icons";
import { Button, type ButtonSize, type ButtonVariant } from "./button";

type CopyButtonProps = { text: string; label: string; variant?: ButtonVariant; size?: ButtonSize };

/** Copies a text and says so in its own place. */
export function CopyButton({ text, label, variant = "quiet", size = "small" }: CopyButtonProps) {
  const [done, setDone] = useState<"copied" | "refused" | null>(null);

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(null), 2500);
    return () => clearTimeout(timer);
  }, [done]);

  async function copy() {
    // A browser may refuse, when the press is long past.
    await navigator.clipboard.writeText(text).then(
      () => setDone("copied"),
      () => setDone("refused"),
    );
  }
  const said = done && { copied: "Copiado", refused: "Não foi copiado" }[done];

  return (
    <>
      <Button
        variant={variant}
        size={size}
        onClick={copy}
        icon={done === "copied" ? <Check className="size-4" /> : <Copy className="size-4" />}
      >
        {said ?? label}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
