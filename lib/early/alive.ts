const ASKED = "auxclick";

/**
 * Whether React has taken an element over: it has left its mark there, and lets an event pass that it holds back from
 * parts it has yet to take over. The event is one that nobody listens to; asking makes React finish what it can.
 */
export function isAlive(element: Element): boolean {
  if (!Object.keys(element).some((key) => key.startsWith("__reactProps"))) return false;
  let passed = false;
  const hear = () => {
    passed = true;
  };
  addEventListener(ASKED, hear);
  element.dispatchEvent(new Event(ASKED, { bubbles: true }));
  removeEventListener(ASKED, hear);
  return passed;
}
