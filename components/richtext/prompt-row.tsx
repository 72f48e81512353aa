import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Check, Trash2, X } from "@/components/ui/icons";

type PromptRowProps = {
  label: string;
  placeholder: string;
  initial: string;
  inputMode?: "url";
  /** Returns what is wrong, or null when it was taken. */
  onApply: (text: string) => string | null;
  onRemove?: { name: string; run: () => void } | undefined;
  onCancel: () => void;
};

/** One question in the place of the tools: the address of a link, the words for an image. */
export function PromptRow({
  label,
  placeholder,
  initial,
  inputMode,
  onApply,
  onRemove,
  onCancel,
}: PromptRowProps) {
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  function apply() {
    const found = onApply(text);
    setProblem(found);
    if (found) input.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // It sits inside the page's own form and dialog, which must not take these keys.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    else if (event.target === input.current) apply();
  }

  return (
    <div className="editor-row">
      <input
        ref={input}
        className="min-h-9 min-w-0 flex-1 rounded-sm border border-line-strong bg-surface-raised px-2 text-base aria-invalid:border-danger"
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
      />
      <IconButton name="Aplicar" icon={<Check className="size-5" />} onClick={apply} />
      {onRemove && (
        <IconButton name={onRemove.name} icon={<Trash2 className="size-5" />} onClick={onRemove.run} />
      )}
      <IconButton name="Cancelar" icon={<X className="size-5" />} onClick={onCancel} />
      {problem && (
        <p id={id} role="alert" className="w-full px-1 text-sm text-danger-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
