import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "./link";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode; wide?: boolean };

/** Classes of a button, for the rare element that must look like one and is neither `<button>` nor `<a>`. */
export function buttonClass({ variant = "secondary", size = "medium", wide = false }: Look = {}) {
  return clsx("button", `button-${variant}`, `button-${size}`, wide && "w-full");
}

type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

/**
 * The one button. `busy` keeps its width and its focus: it is announced, ignores clicks,
 * and shows a spinner in place of the words.
 */
export function Button({
  variant,
  size,
  icon,
  wide,
  busy = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass({ variant, size, wide }), className)}
    >
      <span className={clsx("button-words", busy && "opacity-0")}>
        {icon}
        {children}
      </span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center" aria-hidden="true">
          <span className="size-5 animate-spin rounded-full border-2 border-current border-r-transparent motion-reduce:animate-none" />
        </span>
      )}
    </button>
  );
}

type ButtonLinkProps = ComponentProps<typeof Link> & Look;

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ variant, size, icon, wide, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={clsx(buttonClass({ variant, size, wide }), className)}>
      {icon}
      {children}
    </Link>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** What it does, read aloud: an icon never stands alone without a name. */
  name: string;
  icon: ReactNode;
  tone?: "quiet" | "danger";
};

/** A square button with an icon and a name. */
export function IconButton({
  name,
  icon,
  tone = "quiet",
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={name}
      className={clsx(
        "inline-grid size-9 shrink-0 place-items-center rounded-full transition-colors disabled:opacity-55 pointer-coarse:size-11 print:hidden",
        tone === "quiet" && "text-soft enabled:hover:bg-surface-hover enabled:hover:text-ink",
        tone === "danger" && "text-danger-ink enabled:hover:bg-danger-soft",
        className,
      )}
    >
      {icon}
    </button>
  );
}
