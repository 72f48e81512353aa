import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** The button of the gov.br manual: its words, its shape, its weights. */
export function GovbrButton({ className, type = "submit", ...rest }: ComponentProps<"button">) {
  return (
    <button
      {...rest}
      type={type}
      className={clsx(
        "inline-flex min-h-12 w-full items-center justify-center gap-1 rounded-full bg-primary px-6",
        "text-[1.05rem] font-medium text-on-primary transition-colors hover:bg-primary-hover",
        className,
      )}
    >
      Entrar com <span className="font-[900]">gov.br</span>
    </button>
  );
}
