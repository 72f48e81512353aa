import icons from "./icons.svg";

/** The icons that stand once a row in long lists. Drawn by reference: their shapes are loaded once, not with each row. */
export type IconName =
  | "inbox"
  | "scan-search"
  | "headset"
  | "hourglass"
  | "clipboard-check"
  | "circle-check-big"
  | "archive"
  | "circle-x"
  | "ban"
  | "user-round-x";

/** A picture of the sprite (lucide's shapes). Decoration: a word stands beside it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg aria-hidden="true" className={className ? `icon ${className}` : "icon"}>
      <use href={`${icons.src}#${name}`} />
    </svg>
  );
}
