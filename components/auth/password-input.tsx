"use client";

import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Eye, EyeOff } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

/** A password that can be pasted, filled by the browser, and looked at. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input
        {...props}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="pr-12"
      />
      <IconButton
        name="Mostrar senha"
        aria-pressed={shown}
        icon={shown ? <EyeOff className="size-5" /> : <Eye className="size-5" />}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-1 my-auto"
      />
    </span>
  );
}
