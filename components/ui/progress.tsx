import { clsx } from "clsx";

type ProgressProps = {
  /** Read aloud with the bar. */
  name: string;
  /** From 0 to `max`; without it the length is not known. */
  value?: number;
  max?: number;
  tone?: "primary" | "success" | "warning" | "danger";
  className?: string;
};

const tones = {
  primary: "text-primary",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
};

/** How far something is: the browser's own progress element, in our colours. */
export function Progress({ name, value, max = 100, tone = "primary", className }: ProgressProps) {
  return (
    <progress
      aria-label={name}
      value={value}
      max={max}
      className={clsx(
        "block h-2 w-full appearance-none overflow-hidden rounded-full border-none bg-surface-hover",
        "[&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-current",
        "[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-current",
        "[&::-webkit-progress-value]:transition-[inline-size] forced-color-adjust-none forced-colors:border forced-colors:border-solid forced-colors:border-[CanvasText] forced-colors:bg-[Canvas] forced-colors:text-[Highlight] high-contrast:border high-contrast:border-solid high-contrast:border-line",
        value === undefined && "animate-pulse",
        tones[tone],
        className,
      )}
    />
  );
}
