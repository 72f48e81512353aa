/** Names of the places that a page which is kept leaves open, besides its address and nonce. */
export const CONTENT = "content";
export const MASTHEAD = "masthead";
export const TITLE = "title";
export const PERSON = "person";

/** Whether this stands in an open place instead of data, which begin with another sign (pack.ts). */
export const isOpen = (data: string): boolean => data.startsWith("{{");
