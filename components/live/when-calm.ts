const GATHER_MS = 300;
const PAUSE_MS = 3_000;

/** Runs the work soon after it was asked for: once for many requests, not too often, and never on a hidden page. */
export function whenCalm(work: () => void) {
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  const run = () => {
    timer = undefined;
    if (!wanted || document.visibilityState === "hidden") return;
    wanted = false;
    last = performance.now();
    work();
  };
  const request = () => {
    wanted = true;
    timer ??= setTimeout(run, Math.max(GATHER_MS, last + PAUSE_MS - performance.now()));
  };
  const onVisibility = () => {
    if (wanted) request();
  };

  return {
    request,
    /** Begins to watch whether the page is looked at; returns how to stop. */
    start: () => {
      document.addEventListener("visibilitychange", onVisibility);
      return () => {
        document.removeEventListener("visibilitychange", onVisibility);
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
