/** The mark: someone behind a counter's window. Drawn in the colours of the theme. */
export function LogoMark({ className, negative = false }: { className?: string; negative?: boolean }) {
  const ground = negative ? "fill-footer-ink" : "fill-primary";
  const figure = negative ? "fill-footer" : "fill-on-primary";
  return (
    <svg aria-hidden="true" viewBox="0 0 40 40" className={className}>
      <rect width="40" height="40" rx="10" className={ground} />
      <path d="M9 28V18a11 11 0 0 1 22 0v10Z" className={figure} />
      <circle cx="20" cy="17.4" r="4.1" className={ground} />
      <path d="M12.2 28a7.8 6.4 0 0 1 15.6 0Z" className={ground} />
      <rect x="6" y="29.6" width="28" height="3.4" rx="1.7" className={figure} />
    </svg>
  );
}
