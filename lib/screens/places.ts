import { slot } from "../mould/cut";

/** Names of the places that a page which is kept leaves open, besides its address and nonce. */
export const CONTENT = "content";
export const MASTHEAD = "masthead";
export const TITLE = "title";
export const PERSON = "person";

/** What stands in such a place while the page is drawn to be kept. */
export const open: (name: string) => string = slot;
