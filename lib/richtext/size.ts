const MAX_WIDTH = 720;
const MAX_HEIGHT = 480;

/** The size at which an image is shown inside the text, known before it loads, so that nothing moves. */
export function shownSize(image: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, MAX_WIDTH / image.width, MAX_HEIGHT / image.height);
  return {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
}
