import { parse, stringify } from "devalue";

/**
 * What a screen shows, as one string: the framework sends each value of an object to the browser by itself, and a
 * string at once. Dates and undefined stay what they are.
 */
export const pack = (data: unknown): string => stringify(data);

/** The data of a string made by {@link pack}. Its maker is the only one to say of which type. */
export const unpack = <Data>(packed: string): Data => parse(packed);
