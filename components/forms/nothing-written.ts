const KEPT = /\s*O que você escreveu continua aqui[;,] (\p{L})/u;

/** Words of a failure for where nothing was written: that it is still here says nothing then. */
export const nothingWritten = (message: string): string =>
  message.replace(KEPT, (_, first: string) => ` ${first.toUpperCase()}`).trim();
