import { clsx } from "clsx";
import type { HTMLAttributes, ReactNode } from "react";
import { Link } from "./link";

/** A raised surface with a thin line; classes given win over its own ground, line and padding. */
export function Card({
  as: Tag = "div",
  className,
  ...rest
}: HTMLAttributes<HTMLElement> & { as?: "div" | "section" | "article" | "li" | "aside" }) {
  return <Tag {...rest} className={clsx("card", className)} />;
}

type LinkCardProps = {
  href: string;
  title: ReactNode;
  icon?: ReactNode;
  children?: ReactNode;
  /** The small line at the bottom: a time, a count. */
  foot?: ReactNode;
  headingLevel?: 2 | 3;
  className?: string;
};

/** A card that is one link: the title is the link, the whole card takes the click. */
export function LinkCard({ href, title, icon, children, foot, headingLevel = 3, className }: LinkCardProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <div
      className={clsx(
        "card group relative flex h-full flex-col gap-2 transition-colors",
        "hover:border-primary hover:bg-surface-hover has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-focus",
        className,
      )}
    >
      {icon && (
        <span
          aria-hidden="true"
          className="mb-1 grid size-11 place-items-center rounded-md bg-primary-soft text-primary-ink [&>svg]:size-6"
        >
          {icon}
        </span>
      )}
      <Heading className="text-lg font-bold">
        <Link
          href={href}
          className="text-ink no-underline after:absolute after:inset-0 group-hover:text-primary-ink group-hover:underline focus-visible:outline-none"
        >
          {title}
        </Link>
      </Heading>
      {children && <div className="text-soft">{children}</div>}
      {foot && (
        <div className="mt-auto flex items-center gap-1.5 pt-2 text-sm text-soft [&>svg]:size-4">{foot}</div>
      )}
    </div>
  );
}
