import { forgetBoxes, handOverBoxes, keepBoxes, keepLateBoxes } from "./boxes";
import { forgetPresses, handOverPress, keepPresses, pressWaits } from "./presses";

const AGAIN_MS = 50;
/** Nothing is pressed for so long where nobody hears it: the page is there as a whole. */
const QUIET_MS = 10_000;

/**
 * On a slow line a page can be filled in, and its buttons pressed, before it is alive. Called before that: from now on
 * nothing gets lost.
 */
export function keepEarlyInput(): void {
  keepBoxes();
  keepPresses();
}

/**
 * Called once the page is alive: what was filled in earlier is filled in again, and what was pressed is pressed again,
 * where it is heard now. Parts that are loaded by themselves come to life later; what is done there meanwhile is kept in
 * the same way.
 */
export function handOverEarlyInput(): void {
  keepLateBoxes();
  let quietSince = performance.now();
  const handOver = () => {
    try {
      // A press waits for the words that it is about, and for what they bring about to be drawn.
      handOverPress();
      handOverBoxes();
    } catch (error) {
      reportError(error);
    } finally {
      const now = performance.now();
      if (pressWaits()) quietSince = now;
      if (now - quietSince < QUIET_MS) {
        setTimeout(handOver, AGAIN_MS);
      } else {
        forgetBoxes();
        forgetPresses();
      }
    }
  };
  handOver();
}
