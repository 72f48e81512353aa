"use client";

import { clsx } from "clsx";
import { type ComponentProps, type FormEvent, useEffect, useRef } from "react";
import { controlLook } from "./input";

/** Grows the box with its text where the browser cannot do it by `field-sizing`. */
function grow(box: HTMLTextAreaElement) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

/** Several lines of text; grows as the person writes, up to a reasonable height. */
export function Textarea({ className, rows = 4, onInput, ref, ...rest }: ComponentProps<"textarea">) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (box.current) grow(box.current);
  }, []);

  function attach(node: HTMLTextAreaElement | null) {
    box.current = node;
    if (typeof ref === "function") return ref(node);
    if (ref) ref.current = node;
  }

  function input(event: FormEvent<HTMLTextAreaElement>) {
    grow(event.currentTarget);
    onInput?.(event as Parameters<NonNullable<typeof onInput>>[0]);
  }

  return (
    <textarea
      {...rest}
      ref={attach}
      rows={rows}
      onInput={input}
      className={clsx(controlLook, "max-h-[60vh] min-h-[calc(3lh+1.125rem)] field-sizing-content", className)}
    />
  );
}
