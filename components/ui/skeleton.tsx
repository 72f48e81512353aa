import { clsx } from "clsx";

/** A grey shape in the place of what is coming; give it the size of that by classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("block animate-pulse rounded-md bg-surface-hover", className)} />
  );
}
