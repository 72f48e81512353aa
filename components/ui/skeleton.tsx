import { clsx } from "clsx";

/** A grey shape in the place of what is coming; give it the size of that by classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("block animate-pulse rounded-md bg-surface-hover", className)} />
  );
}

/** Lines of text that are coming. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("grid gap-2.5", className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <Skeleton key={line} className="h-4 last:w-3/5" />
      ))}
    </span>
  );
}

/** Says once, to those who cannot see the grey shapes, that something is loading. */
export function Loading({ children }: { children: string }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  );
}
