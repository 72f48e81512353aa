"use client";

import { useEffect, useState } from "react";
import { Check, Copy } from "@/components/ui/icons";
import { Button, type ButtonSize, type ButtonVariant } from "./button";

type CopyButtonProps = { text: string; label: string; variant?: ButtonVariant; size?: ButtonSize };

/** Copies a text and says so in its own place. */
export function CopyButton({ text, label, variant = "quiet", size = "small" }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <>
      <Button
        variant={variant}
        size={size}
        onClick={copy}
        icon={copied ? <Check className="size-4" /> : <Copy className="size-4" />}
      >
        {copied ? "Copiado" : label}
      </Button>
      <span role="status" className="sr-only">
        {copied ? "Copiado" : ""}
      </span>
    </>
  );
}
