import { clsx } from "clsx";

const particles = new Set(["da", "das", "de", "do", "dos", "e"]);

/** The first letters of the first and last names: "Maria das Dores Lima" gives "ML". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !particles.has(word.toLowerCase()));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => word?.charAt(0).toUpperCase() ?? "").join("");
}

const sizes = { small: "size-6 text-[0.6875rem]", medium: "size-9 text-sm", large: "size-12 text-base" };

/** Someone's initials in a disc. Decoration: the name stands beside it. */
export function Avatar({
  name,
  size = "medium",
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "inline-grid shrink-0 place-items-center rounded-full bg-primary-soft font-bold text-primary-ink select-none high-contrast:border high-contrast:border-current",
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
