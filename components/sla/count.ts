/** How a field of a whole number is read: null when it is empty; what is no number is refused with words. */
export const count = {
  setValueAs: (value: unknown) => {
    if (typeof value !== "string") return value;
    const text = value.trim();
    return text === "" ? null : Number(text);
  },
};
